import { Button, Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { faultText, problemText } from '../../problems/problem-text.js';
import { problemOf } from '../../problems/problem.js';
import classes from './confirm-dialog.module.css';
import { FormSummary } from './form-summary.js';

interface ConfirmDialogProps {
  readonly open: boolean;
  /** Verb and count: "Approve 41 invoices". */
  readonly title: string;
  /** Effect of the action, and how to undo it. */
  readonly children: ReactNode;
  /** Verb on the button. */
  readonly verb: string;
  /** Disables the button while the object of the confirmation is still loading. */
  readonly disabled?: boolean;
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Confirms an action: names its object, its effect and how to undo it; the button contains the verb. */
export function ConfirmDialog({
  open,
  title,
  children,
  verb,
  disabled = false,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const confirm = (): void => {
    setBusy(true);
    setFailure(undefined);
    onConfirm()
      .then(onClose, (error: unknown) => {
        const problem = problemOf(error);
        const faults = (problem.fields ?? []).map((fault) => faultText(fault, t, i18n));
        setFailure([...new Set([problemText(problem, t, i18n), ...faults])].join(' '));
      })
      .finally(() => setBusy(false));
  };
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <div className={classes.body}>
        <FormSummary summary={failure === undefined ? undefined : { fields: 0, text: failure }} />
        {children}
      </div>
      <div className={classes.foot}>
        <Button variant="subtle" onClick={onClose}>
          {t('action.notYet')}
        </Button>
        <Button loading={busy} disabled={disabled} onClick={confirm}>
          {verb}
        </Button>
      </div>
    </Modal>
  );
}
