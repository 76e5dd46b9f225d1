import { useTranslation } from 'react-i18next';
import type { Invoice } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import classes from './document-parties.module.css';
import { PaymentDetails } from './payment-details.js';

/**
 * Seller, buyer and payment details as printed on the document: the data at issue, or the current data of a draft.
 */
export function DocumentParties({ invoice }: { readonly invoice: Invoice }) {
  const { t } = useTranslation();
  const { seller, buyerParty } = invoice;
  return (
    <div className={classes.parties}>
      <section>
        <h3>{t('document.seller')}</h3>
        <Party party={seller} />
      </section>
      <section>
        <h3>{t('document.buyer')}</h3>
        <Party party={buyerParty} />
        {buyerParty.order === null ? null : (
          <p className={classes.quiet}>
            {t('document.order', {
              order: [buyerParty.order.number, buyerParty.order.reference].filter(Boolean).join(', '),
            })}
          </p>
        )}
        {buyerParty.invoiceEmail === '' ? null : <p className={classes.quiet}>{buyerParty.invoiceEmail}</p>}
      </section>
      {invoice.documentType === 'credit_note' ? null : <PaymentDetails invoice={invoice} />}
    </div>
  );
}

function Party({ party }: { readonly party: Invoice['seller'] | Invoice['buyerParty'] }) {
  const format = useFormat();
  const address = [party.street, [party.postalCode, party.city].filter(Boolean).join(' ')].filter(Boolean);
  return (
    <>
      <p>
        <b>{party.name}</b>
      </p>
      {address.length === 0 ? null : <p>{[...address, format.country(party.country)].join(', ')}</p>}
      <p className={classes.quiet}>
        {Object.entries(party.taxIds)
          .map(([kind, id]) => `${kind.toUpperCase()} ${id}`)
          .join(' · ')}
      </p>
    </>
  );
}
