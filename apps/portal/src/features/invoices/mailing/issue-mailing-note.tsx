import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';

/**
 * Shows who receives a document when it is issued, or that it has no recipient. Renders nothing if documents are not
 * sent automatically.
 */
export function IssueMailingNote({ invoiceId }: { readonly invoiceId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const mailing = useOne('document-mailing', '/invoices/{id}/mailing', {
    path: { id: invoiceId },
    enabled: may('invoices.draft'),
  }).data;
  if (mailing?.isAutomatic !== true) return null;
  return (
    <p>
      {mailing.recipients.length === 0
        ? t('maker:mailing.issueWithoutRecipient')
        : t('maker:mailing.issueSends', {
            recipients: format.listed(mailing.recipients.map(({ email }) => email)),
          })}
    </p>
  );
}
