import { Button } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconSend } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Invoice } from '../../../api/types.js';
import type { DecidedDocument } from './decided-document.js';
import { IssueDialog } from './issue-dialog.js';
import { ReopenDialog } from './reopen-dialog.js';

interface DocumentActionsProps {
  readonly document: DecidedDocument;
  readonly state: Invoice['state'];
  readonly isApprovable: boolean;
  /** The approval dialog. */
  readonly approveDialog: (onClose: () => void) => ReactNode;
}

/** Actions on a document from draft to issue, depending on its state and the user's permissions. */
export function DocumentActions({ document, state, isApprovable, approveDialog }: DocumentActionsProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [step, setStep] = useState<'approve' | 'reopen' | 'issue'>();
  const close = (): void => setStep(undefined);
  return (
    <>
      {isApprovable && may('invoices.approve') ? (
        <Button leftSection={<IconCheck size={16} stroke={1.75} />} onClick={() => setStep('approve')}>
          {t('maker:invoice.approve')}
        </Button>
      ) : null}
      {state === 'approved' && may('invoices.approve') ? (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} stroke={1.75} />}
          onClick={() => setStep('reopen')}
        >
          {t('maker:invoice.reopen')}
        </Button>
      ) : null}
      {state === 'approved' && may('invoices.issue') ? (
        <Button leftSection={<IconSend size={16} stroke={1.75} />} onClick={() => setStep('issue')}>
          {t('maker:invoice.issue')}
        </Button>
      ) : null}
      {step === 'approve' ? approveDialog(close) : null}
      {step === 'reopen' ? <ReopenDialog document={document} onClose={close} /> : null}
      {step === 'issue' ? <IssueDialog document={document} onClose={close} /> : null}
    </>
  );
}
