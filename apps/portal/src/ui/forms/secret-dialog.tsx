import { Button, CopyButton, Modal } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from './use-focus-back.js';
import classes from './secret-dialog.module.css';

interface SecretDialogProps {
  readonly title: string;
  /** Explains why the secrets must be copied now. */
  readonly note: string;
  readonly values: readonly { readonly name: string; readonly value: string }[];
  readonly onClose: () => void;
}

/** Shows secrets once, each with a copy button. Only the button closes the dialog; a click outside does not. */
export function SecretDialog({ title, note, values, onClose }: SecretDialogProps) {
  useFocusBack();
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <p className={classes.note}>
        <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> {note}
      </p>
      <dl className={classes.values}>
        {values.map(({ name, value }) => (
          <div key={name} className={classes.value}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
              <CopyButton value={value}>
                {({ copied, copy }) => (
                  <Button
                    size="xs"
                    variant="default"
                    leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
                    onClick={copy}
                  >
                    {copied ? t('action.copied') : t('action.copy')}
                  </Button>
                )}
              </CopyButton>
            </dd>
          </div>
        ))}
      </dl>
      <div className={classes.foot}>
        <Button onClick={onClose}>{t('action.kept')}</Button>
      </div>
    </Modal>
  );
}
