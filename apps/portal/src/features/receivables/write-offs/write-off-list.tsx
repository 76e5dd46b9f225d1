import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { WriteOff } from '../../../api/types.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Money } from '../../../ui/values/money.js';
import { ApprovalAction, ApprovalStatus, isVoid } from '../approvals/approval-cells.js';
import { UndoDialog } from '../payments/undo-dialog.js';
import { MAKER_PAGES } from '../receivable-pages.js';
import classes from '../rows.module.css';
import { DecideWriteOffDialog } from './decide-write-off-dialog.js';

interface WriteOffListProps {
  readonly writeOffs: readonly WriteOff[];
  /** Whether each row names its document. */
  readonly withDocument?: boolean;
}

/** Write-offs with their status; a pending one can be decided, a posted one undone. */
export function WriteOffList({ writeOffs, withDocument = false }: WriteOffListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [deciding, setDeciding] = useState<WriteOff>();
  const [undoing, setUndoing] = useState<WriteOff>();
  return (
    <>
      <DataTable<WriteOff>
        label={t('maker:writeOff.many')}
        rowKey={(row) => row.id}
        rows={writeOffs}
        columns={[
          ...(withDocument ? [documentColumn(t)] : []),
          ...columnsOf(t, format),
          ...(may('accounting.write')
            ? [
                {
                  key: 'action',
                  header: '',
                  width: '116px',
                  phone: 'side2' as const,
                  cell: (row: WriteOff) => (
                    <ApprovalAction
                      state={row.state}
                      decideTitle={t('maker:writeOff.decideTitle', { number: row.document.number })}
                      undoTitle={t('maker:writeOff.undoTitle', { number: row.document.number })}
                      onDecide={() => setDeciding(row)}
                      onUndo={() => setUndoing(row)}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
      {deciding === undefined ? null : (
        <DecideWriteOffDialog writeOff={deciding} onClose={() => setDeciding(undefined)} />
      )}
      {undoing === undefined ? null : (
        <UndoWriteOff writeOff={undoing} onClose={() => setUndoing(undefined)} />
      )}
    </>
  );
}

function UndoWriteOff({ writeOff, onClose }: { readonly writeOff: WriteOff; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, amount, document } = writeOff;
  const { number } = document;
  return (
    <UndoDialog
      title={t('maker:writeOff.undoTitle', { number })}
      verb={t('maker:writeOff.undoVerb')}
      effect={t('maker:writeOff.undoEffect', {
        number,
        amount: format.money(amount.amount, amount.currency),
      })}
      done={t('maker:writeOff.undone', { number })}
      onUndo={(why) => request('POST', '/write-offs/{id}/undo', { path: { id }, body: { why } })}
      onClose={onClose}
    />
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

function documentColumn(t: Translate): Column<WriteOff> {
  return {
    key: 'document',
    header: t('payment.document'),
    width: 'minmax(160px, 1.2fr)',
    phone: 'title',
    cell: ({ document, customer }) => (
      <span className={classes.lines}>
        <Link to={MAKER_PAGES.document(document.documentId)}>{document.number}</Link>
        <span className={classes.quiet}>{customer.name}</span>
      </span>
    ),
  };
}

function columnsOf(t: Translate, format: Format): Column<WriteOff>[] {
  return [
    {
      key: 'state',
      header: t('maker:approval.status'),
      width: 'minmax(170px, 1.2fr)',
      phone: 'second',
      cell: (row) => <ApprovalStatus change={row} />,
    },
    {
      key: 'reason',
      header: t('maker:writeOff.reasonHead'),
      width: 'minmax(160px, 1.6fr)',
      phone: 'third',
      cell: ({ reason, note }) => (
        <span className={classes.lines}>
          {t(`maker:writeOff.reason.${reason}`)}
          <span className={classes.quiet}>{note}</span>
        </span>
      ),
    },
    {
      key: 'requested',
      header: t('maker:approval.requested'),
      width: 'minmax(150px, 1fr)',
      wide: true,
      phone: 'hide',
      cell: ({ requestedBy, requestedAt }) => format.listed([requestedBy, format.dateTime(requestedAt)]),
    },
    {
      key: 'amount',
      header: t('maker:writeOff.amount'),
      width: '150px',
      numeric: true,
      phone: 'side',
      cell: ({ amount, tax, state }) => (
        <span className={classes.lines}>
          <span className={isVoid({ state }) ? classes.undone : undefined}>
            <Money amount={amount.amount} currency={amount.currency} />
          </span>
          <span className={classes.quiet}>
            {t('payment.deduction', {
              name: t('maker:writeOff.tax'),
              amount: format.money(tax.amount, tax.currency),
            })}
          </span>
        </span>
      ),
    },
  ];
}
