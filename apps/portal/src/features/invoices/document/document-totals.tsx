import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invoice } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Money } from '../../../ui/values/money.js';
import classes from './document-totals.module.css';

type Totals = Pick<
  Invoice,
  'documentType' | 'currency' | 'net' | 'taxes' | 'gross' | 'deposit' | 'rounding' | 'payable' | 'credited'
>;

/**
 * Net amount, tax per rate with the reason for any zero rate, deposit, rounding, amount payable, and credited amount.
 */
export function DocumentTotals({ invoice }: { readonly invoice: Totals }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency, gross, deposit, rounding, payable, credited } = invoice;
  const isNote = invoice.documentType === 'credit_note';
  return (
    <dl className={classes.totals}>
      <dt>{t('document.net')}</dt>
      <dd>
        <Money amount={invoice.net.amount} currency={currency} withoutCode />
      </dd>
      {invoice.taxes.map((tax) => (
        <Fragment key={`${tax.category} ${tax.percent}`}>
          <dt>
            {t(`document.tax.${tax.category}`, {
              percent: format.percent(Number(tax.percent) / 100, decimalsOf(tax.percent)),
              taxable: format.money(tax.taxable.amount, currency),
            })}
            {tax.reason === '' ? null : <span className={classes.reason}>{tax.reason}</span>}
          </dt>
          <dd>
            <Money amount={tax.tax.amount} currency={currency} withoutCode />
          </dd>
        </Fragment>
      ))}
      {deposit === null && rounding === null ? null : (
        <>
          <dt>{t('document.withTax')}</dt>
          <dd>
            <Money amount={gross.amount} currency={currency} withoutCode />
          </dd>
        </>
      )}
      {deposit === null ? null : (
        <>
          <dt>{t('document.deposit')}</dt>
          <dd>
            <Money amount={`-${deposit.amount}`} currency={currency} withoutCode />
          </dd>
        </>
      )}
      {rounding === null ? null : (
        <>
          <dt>{t('document.rounding')}</dt>
          <dd>
            <Money amount={rounding.amount} currency={currency} withoutCode />
          </dd>
        </>
      )}
      <dt className={classes.gross}>{t(isNote ? 'document.givenBack' : 'document.gross')}</dt>
      <dd className={classes.gross}>
        <Money
          amount={isNote ? payable.amount.replace('-', '') : payable.amount}
          currency={currency}
          strong
        />
      </dd>
      {Number(credited.amount) === 0 ? null : (
        <>
          <dt>{t('document.credited')}</dt>
          <dd>
            <Money amount={`-${credited.amount}`} currency={currency} withoutCode />
          </dd>
        </>
      )}
    </dl>
  );
}

function decimalsOf(percent: string): number {
  return percent.split('.')[1]?.length ?? 0;
}
