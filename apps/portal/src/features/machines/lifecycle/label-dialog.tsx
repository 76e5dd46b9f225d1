import { Button, Modal } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Machine } from '../../../api/types.js';
import { useFocusBack } from '../../../ui/forms/use-focus-back.js';
import classes from './label-dialog.module.css';

interface LabelDialogProps {
  readonly machine: Machine;
  readonly onClose: () => void;
}

/** QR label of a machine, to print or download. */
export function LabelDialog({ machine, onClose }: LabelDialogProps) {
  useFocusBack();
  const { t } = useTranslation();
  const address = `/api/v1/machines/${machine.id}/label.svg`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('maker:label.title', { serial: machine.serial })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <img className={classes.label} src={address} alt={t('maker:label.alt', { serial: machine.serial })} />
      <div className={classes.foot}>
        <Button
          component="a"
          href={address}
          target="_blank"
          rel="noreferrer"
          variant="default"
          leftSection={<IconPrinter size={16} stroke={1.75} />}
        >
          {t('maker:label.print')}
        </Button>
        <Button
          component="a"
          href={address}
          download={`${machine.serial}.svg`}
          leftSection={<IconDownload size={16} stroke={1.75} />}
        >
          {t('maker:label.download')}
        </Button>
      </div>
    </Modal>
  );
}
