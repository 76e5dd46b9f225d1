import { Button } from '@mantine/core';
import { IconReceiptRefund, IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Invoice } from '../../../api/types.js';
import { ApproveDialog } from './approve-dialog.js';
import { CompareDialog } from './compare-dialog.js';
import { CreditDialog } from '../credit/credit-dialog.js';
import { invoiceToDecide } from './decided-document.js';
import { DocumentActions } from './document-actions.js';

/** Actions on the invoice by state and permission, the next step first. */
export function InvoiceActions({ invoice }: { readonly invoice: Invoice }) {
  const { t } = useTranslation();
  const may = useMay();
  const [step, setStep] = useState<'credit' | 'compare'>();
  const close = (): void => setStep(undefined);
  const dialog = { invoice, onClose: close };
  // An invoice in a group document is decided with the document.
  const isAlone = invoice.billGroup === null;
  const isCreditable = invoice.documentType !== 'credit_note' && invoice.state === 'issued';
  const isComparable = invoice.kind === 'invoice' && invoice.number !== null;
  return (
    <>
      {isAlone ? (
        <DocumentActions
          document={invoiceToDecide(invoice)}
          state={invoice.state}
          isApprovable={invoice.state === 'draft'}
          approveDialog={(onClose) => <ApproveDialog invoice={invoice} onClose={onClose} />}
        />
      ) : null}
      {isCreditable && may('invoices.issue') ? (
        <Button
          variant="default"
          leftSection={<IconReceiptRefund size={16} stroke={1.75} />}
          onClick={() => setStep('credit')}
        >
          {t('maker:invoice.credit')}
        </Button>
      ) : null}
      {isComparable && may('invoices.draft') ? (
        <Button
          variant="default"
          leftSection={<IconScale size={16} stroke={1.75} />}
          onClick={() => setStep('compare')}
        >
          {t('maker:invoice.compare')}
        </Button>
      ) : null}
      {step === 'credit' ? <CreditDialog {...dialog} /> : null}
      {step === 'compare' ? <CompareDialog {...dialog} /> : null}
    </>
  );
}
