import { useTranslation } from 'react-i18next';
import type { Invoice } from '../../../api/types.js';
import { formatAccountNumber, inGroupsOfFour } from '../../../format/account-number.js';
import { Copyable } from '../../../ui/values/copyable.js';
import classes from './document-parties.module.css';

/** Account and references for the transfer that pays a document, each with a button that copies it. */
export function PaymentDetails({ invoice }: { readonly invoice: Invoice }) {
  const { t } = useTranslation();
  const { account, bank, bic } = invoice.seller.bankAccount;
  const reference = invoice.paymentReference;
  // A bank without an account number is of no use to the buyer.
  if (!account && reference === null) return null;
  return (
    <section>
      <h3>{t('document.payment')}</h3>
      {account ? (
        <>
          <p>
            <Copyable name={t('document.account')} value={account} shown={formatAccountNumber(account)} />
          </p>
          <p className={classes.quiet}>{[bank, bic].filter(Boolean).join(' · ')}</p>
        </>
      ) : null}
      {reference === null ? null : (
        <dl className={classes.references}>
          <dt>{t('document.reference')}</dt>
          <dd>
            <Copyable name={t('document.reference')} value={reference.number} />
          </dd>
          {reference.creditorReference === null ? null : (
            <>
              <dt>{t('document.creditorReference')}</dt>
              <dd>
                <Copyable
                  name={t('document.creditorReference')}
                  value={reference.creditorReference}
                  shown={inGroupsOfFour(reference.creditorReference)}
                />
              </dd>
            </>
          )}
        </dl>
      )}
    </section>
  );
}
