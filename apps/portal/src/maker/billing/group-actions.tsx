import { Button } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import type { GroupDocument } from '../../api/types.js';
import { GroupApproveDialog } from './group-approve-dialog.js';
import { GroupIssueDialog } from './group-issue-dialog.js';
import { GroupReopenDialog } from './group-reopen-dialog.js';

/** What may be decided about a group's document now, by who may: all of its contracts at once. */
export function GroupActions({ document }: { readonly document: GroupDocument }) {
  const { t } = useTranslation();
  const may = useMay();
  const [step, setStep] = useState<'approve' | 'reopen' | 'issue'>();
  const dialog = { document, onClose: () => setStep(undefined) };
  const { state, group } = document;
  // A group that goes on without what is held may be approved while something is.
  const isApprovable = state === 'draft' || (state === 'held' && group.whenHeld === 'go_on');
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
      {step === 'approve' ? <GroupApproveDialog {...dialog} /> : null}
      {step === 'reopen' ? <GroupReopenDialog {...dialog} /> : null}
      {step === 'issue' ? <GroupIssueDialog {...dialog} /> : null}
    </>
  );
}
