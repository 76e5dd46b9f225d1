import { Button } from '@mantine/core';
import { IconChecks, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import { BulkDialog } from './bulk-dialog.js';
import type { BulkAction, BulkSelection } from './bulk-types.js';

interface BulkButtonsProps {
  readonly selection: BulkSelection;
  readonly actions?: readonly BulkAction[];
  readonly size?: 'xs' | 'sm';
}

/** Buttons to approve or issue many documents. Each opens a preview of what will happen. */
export function BulkButtons({ selection, actions = ['approve', 'issue'], size = 'xs' }: BulkButtonsProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [action, setAction] = useState<BulkAction>();
  const offered = actions.filter((one) => may(one === 'issue' ? 'invoices.issue' : 'invoices.approve'));
  return (
    <>
      {offered.map((one) => (
        <Button
          key={one}
          size={size}
          variant={one === offered[0] ? 'filled' : 'default'}
          leftSection={
            one === 'issue' ? <IconSend size={15} stroke={1.75} /> : <IconChecks size={15} stroke={1.75} />
          }
          onClick={() => setAction(one)}
        >
          {t(`maker:bulk.${one}`)}
        </Button>
      ))}
      {action === undefined ? null : (
        <BulkDialog action={action} selection={selection} onClose={() => setAction(undefined)} />
      )}
    </>
  );
}
