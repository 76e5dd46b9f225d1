import { Button, Modal } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './form-dialog.module.css';
import { FormSummary } from './form-summary.js';
import { useFocusBack } from './use-focus-back.js';

interface FormDialogProps {
  readonly title: string;
  readonly verb: string;
  readonly sending: boolean;
  readonly summary: { readonly fields: number; readonly text: string } | undefined;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly size?: number;
  /** Disables the button that submits the form. */
  readonly disabled?: boolean;
}

/** A short form in a dialog. Mount it only while it is open, so that it always starts with fresh values. */
export function FormDialog({
  title,
  verb,
  sending,
  summary,
  onSubmit,
  onClose,
  children,
  size = 440,
  disabled = false,
}: FormDialogProps) {
  const { t } = useTranslation();
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form onSubmit={onSubmit} noValidate className={classes.form}>
        <FormSummary summary={summary} />
        {children}
        <div className={classes.foot}>
          <Button variant="subtle" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={sending} disabled={disabled}>
            {verb}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
