import { Button } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconReceiptRefund, IconScale, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import type { Invoice } from '../../api/types.js';
import { ApproveDialog } from './approve-dialog.js';
import { CompareDialog } from './compare-dialog.js';
import { CreditDialog } from './credit-dialog.js';
import { IssueDialog } from './issue-dialog.js';
import { ReopenDialog } from './reopen-dialog.js';

type Step = 'approve' | 'issue' | 'reopen' | 'credit' | 'compare';

/** What may be decided about the invoice now, by who may; the next step first. */
export function InvoiceActions({ invoice }: { readonly invoice: Invoice }) {
  const { t } = useTranslation();
  const may = useMay();
  const [step, setStep] = useState<Step>();
  const close = (): void => setStep(undefined);
  const dialog = { invoice, onClose: close };
  // What is on a group's document is decided with it.
  const isAlone = invoice.billGroup === null;
  const isCreditable = invoice.kind !== 'credit_note' && invoice.state === 'issued';
  const isComparable = invoice.kind === 'invoice' && invoice.number !== null;
  return (
    <>
      {isAlone && invoice.state === 'draft' && may('invoices.approve') ? (
        <Button leftSection={<IconCheck size={16} stroke={1.75} />} onClick={() => setStep('approve')}>
          {t('maker:invoice.approve')}
        </Button>
      ) : null}
      {isAlone && invoice.state === 'approved' && may('invoices.approve') ? (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} stroke={1.75} />}
          onClick={() => setStep('reopen')}
        >
          {t('maker:invoice.reopen')}
        </Button>
      ) : null}
      {isAlone && invoice.state === 'approved' && may('invoices.issue') ? (
        <Button leftSection={<IconSend size={16} stroke={1.75} />} onClick={() => setStep('issue')}>
          {t('maker:invoice.issue')}
        </Button>
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
      {step === 'approve' ? <ApproveDialog {...dialog} /> : null}
      {step === 'issue' ? <IssueDialog {...dialog} /> : null}
      {step === 'reopen' ? <ReopenDialog {...dialog} /> : null}
      {step === 'credit' ? <CreditDialog {...dialog} /> : null}
      {step === 'compare' ? <CompareDialog {...dialog} /> : null}
    </>
  );
}
