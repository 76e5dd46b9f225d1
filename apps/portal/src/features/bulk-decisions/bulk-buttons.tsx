import { Button } from '@mantine/core';
import { IconChecks, IconMailForward, IconSend, type Icon } from '@tabler/icons-react';
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

const ICONS: Readonly<Record<BulkAction, Icon>> = {
  approve: IconChecks,
  reopen: IconChecks,
  issue: IconSend,
  send: IconMailForward,
};

/** Buttons to approve, issue or send many documents. Each opens a preview of what will happen. */
export function BulkButtons({
  selection,
  actions = ['approve', 'issue', 'send'],
  size = 'xs',
}: BulkButtonsProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [action, setAction] = useState<BulkAction>();
  const offered = actions.filter((one) =>
    may(one === 'issue' || one === 'send' ? 'invoices.issue' : 'invoices.approve'),
  );
  return (
    <>
      {offered.map((one) => (
        <Button
          key={one}
          size={size}
          variant={one === offered[0] ? 'filled' : 'default'}
          leftSection={<ActionIcon icon={ICONS[one]} />}
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

function ActionIcon({ icon: Sign }: { readonly icon: Icon }) {
  return <Sign size={15} stroke={1.75} />;
}
