import { useTranslation } from 'react-i18next';
import type { Payment } from '../../api/types.js';
import { formatAccountNumber } from '../../format/account-number.js';
import { useFormat } from '../../format/use-format.js';
import { CustomerLink } from '../places/customer-link.js';
import { Money } from '../../ui/values/money.js';
import { isPositive, minus } from './amounts.js';
import classes from './matching.module.css';

/** Payer, unapplied amount and reference of a payment. */
export function PaymentHead({ payment }: { readonly payment: Payment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { amount, unapplied, payerName, payerAccount, reference, receivedOn, customer, legalEntity } =
    payment;
  const used = minus(amount.amount, unapplied.amount);
  return (
    <div className={classes.payment}>
      <div className={classes.headline}>
        <h2 className={classes.payer}>{payerName ?? t('maker:matching.unknownPayer')}</h2>
        <span className={classes.sum}>
          <Money amount={unapplied.amount} currency={unapplied.currency} strong />
          {isPositive(used) ? (
            <small>
              {t('maker:matching.leftOf', { amount: format.money(amount.amount, amount.currency) })}
            </small>
          ) : null}
        </span>
      </div>
      <p className={classes.reference}>{reference === '' ? t('maker:matching.noText') : reference}</p>
      <dl className={classes.facts}>
        <div>
          <dt>{t('maker:matching.received')}</dt>
          <dd>{format.date(`${receivedOn}T00:00:00Z`, 'UTC')}</dd>
        </div>
        <div>
          <dt>{t('maker:matching.payerAccount')}</dt>
          <dd>{payerAccount === null ? '—' : formatAccountNumber(payerAccount)}</dd>
        </div>
        <div>
          <dt>{t('maker:matching.customer')}</dt>
          <dd>
            {customer === null ? t('maker:matching.unknownCustomer') : <CustomerLink customer={customer} />}
          </dd>
        </div>
        <div>
          <dt>{t('maker:matching.seller')}</dt>
          <dd>{legalEntity.name}</dd>
        </div>
      </dl>
    </div>
  );
}
