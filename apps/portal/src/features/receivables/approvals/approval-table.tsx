import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Approval } from '../../../api/types.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';

interface ApprovalTableProps<Change> {
  readonly label: string;
  readonly rows: readonly Change[];
  /** All columns except the one with buttons. */
  readonly columns: readonly Column<Change>[];
  readonly decideTitleOf: (change: Change) => string;
  /** Whether a posted change can be undone by a person; by default, it can. */
  readonly canUndo?: (change: Change) => boolean;
  readonly undoTitleOf: (change: Change) => string;
  readonly renderDecision: (change: Change, onClose: () => void) => ReactNode;
  readonly renderUndo: (change: Change, onClose: () => void) => ReactNode;
}

/** Table of changes that may need a second person: a pending change can be decided, a posted one undone. */
export function ApprovalTable<Change extends Approval & { readonly id: string }>({
  label,
  rows,
  columns,
  decideTitleOf,
  canUndo = () => true,
  undoTitleOf,
  renderDecision,
  renderUndo,
}: ApprovalTableProps<Change>) {
  const { t } = useTranslation();
  const may = useMay();
  const [deciding, setDeciding] = useState<Change>();
  const [undoing, setUndoing] = useState<Change>();
  const action: Column<Change> = {
    key: 'action',
    header: '',
    width: '116px',
    phone: 'side2',
    cell: (row) => {
      if (row.state === 'pending')
        return (
          <Button
            variant="default"
            size="xs"
            onClick={() => setDeciding(row)}
            aria-label={decideTitleOf(row)}
          >
            {t('maker:approval.decide')}
          </Button>
        );
      if (row.state !== 'posted' || !canUndo(row)) return null;
      return (
        <Button variant="subtle" size="xs" onClick={() => setUndoing(row)} aria-label={undoTitleOf(row)}>
          {t('maker:approval.undo')}
        </Button>
      );
    },
  };
  return (
    <>
      <DataTable<Change>
        label={label}
        rowKey={({ id }) => id}
        rows={rows}
        columns={may('accounting.write') ? [...columns, action] : columns}
      />
      {deciding === undefined ? null : renderDecision(deciding, () => setDeciding(undefined))}
      {undoing === undefined ? null : renderUndo(undoing, () => setUndoing(undefined))}
    </>
  );
}
