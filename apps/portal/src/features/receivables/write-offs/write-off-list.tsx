import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { WriteOff } from '../../../api/types.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Money } from '../../../ui/values/money.js';
import { ApprovalStatus, isVoid, requestedColumn } from '../approvals/approval-cells.js';
import { ApprovalTable } from '../approvals/approval-table.js';
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
  return (
    <ApprovalTable
      label={t('maker:writeOff.many')}
      rows={writeOffs}
      columns={[...(withDocument ? [documentColumn(t)] : []), ...columnsOf(t, format)]}
      decideTitleOf={({ document }) => t('maker:writeOff.decideTitle', { number: document.number })}
      undoTitleOf={({ document }) => t('maker:writeOff.undoTitle', { number: document.number })}
      renderDecision={(writeOff, onClose) => <DecideWriteOffDialog writeOff={writeOff} onClose={onClose} />}
      renderUndo={(writeOff, onClose) => <UndoWriteOff writeOff={writeOff} onClose={onClose} />}
    />
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
    requestedColumn(t, format),
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
