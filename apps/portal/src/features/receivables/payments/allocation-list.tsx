import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Allocation } from '../../../api/types.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { startOf } from '../amounts.js';
import type { ReceivablePages } from '../receivable-pages.js';
import classes from '../rows.module.css';
import { UndoDialog } from './undo-dialog.js';

interface AllocationListProps {
  readonly allocations: readonly Allocation[];
  /** Whether each row names the document that was paid, or the payment or credit note that was used. */
  readonly names: 'documents' | 'sources';
  readonly pages: ReceivablePages;
}

/** Allocations in the order in which they were made; undone ones stay visible with their reason. */
export function AllocationList({ allocations, names, pages }: AllocationListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [undoing, setUndoing] = useState<Allocation>();
  return (
    <>
      <DataTable<Allocation>
        label={t('payment.allocations')}
        rowKey={(row) => row.id}
        rows={allocations}
        columns={[
          ...columnsOf(t, format, names, pages),
          ...(may('payments.match')
            ? [
                {
                  key: 'undo',
                  header: '',
                  width: '92px',
                  phone: 'side2' as const,
                  cell: (row: Allocation) =>
                    row.undoneAt === null ? (
                      <Button
                        variant="subtle"
                        size="xs"
                        onClick={() => setUndoing(row)}
                        aria-label={t('maker:receivables.undoTitle', { number: row.document.number })}
                      >
                        {t('maker:receivables.undo')}
                      </Button>
                    ) : null,
                },
              ]
            : []),
        ]}
      />
      {undoing === undefined ? null : (
        <UndoAllocation allocation={undoing} onClose={() => setUndoing(undefined)} />
      )}
    </>
  );
}

interface UndoAllocationProps {
  readonly allocation: Allocation;
  readonly onClose: () => void;
}

function UndoAllocation({ allocation: { id, amount, document }, onClose }: UndoAllocationProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { number } = document;
  return (
    <UndoDialog
      title={t('maker:receivables.undoTitle', { number })}
      verb={t('maker:receivables.undoVerb')}
      effect={t('maker:receivables.undoEffect', {
        number,
        amount: format.money(amount.amount, amount.currency),
      })}
      done={t('maker:receivables.undone', { number })}
      onUndo={(why) => request('POST', '/allocations/{id}/undo', { path: { id }, body: { why } })}
      onClose={onClose}
    />
  );
}

function columnsOf(
  t: ReturnType<typeof useTranslation>['t'],
  format: Format,
  names: AllocationListProps['names'],
  pages: ReceivablePages,
): Column<Allocation>[] {
  return [
    {
      key: 'name',
      header: names === 'documents' ? t('payment.document') : t('payment.source'),
      width: 'minmax(160px, 1.2fr)',
      phone: 'title',
      cell: (row) => <NameOf allocation={row} names={names} pages={pages} />,
    },
    {
      key: 'made',
      header: t('payment.made'),
      width: 'minmax(160px, 1.4fr)',
      phone: 'second',
      cell: (row) => <MadeBy allocation={row} />,
    },
    {
      key: 'deductions',
      header: t('payment.deductions'),
      width: 'minmax(120px, 1fr)',
      phone: 'third',
      cell: (row) => <Deductions allocation={row} />,
    },
    {
      key: 'posted',
      header: t('payment.postedOn'),
      width: '112px',
      wide: true,
      phone: 'hide',
      cell: (row) => format.date(startOf(row.postingDate), 'UTC'),
    },
    {
      key: 'amount',
      header: t('payment.used'),
      width: '150px',
      numeric: true,
      phone: 'side',
      cell: (row) => (
        <span className={classes.lines}>
          <span className={row.undoneAt === null ? undefined : classes.undone}>
            <Money amount={row.amount.amount} currency={row.amount.currency} />
          </span>
          {row.paymentAmount === null || row.paymentAmount.currency === row.amount.currency ? null : (
            <span className={classes.quiet}>
              {format.money(row.paymentAmount.amount, row.paymentAmount.currency)}
            </span>
          )}
        </span>
      ),
    },
  ];
}

/** The document of an allocation, or the payment or credit note that was used for it. */
function NameOf({
  allocation: { document, creditNote, paymentId, receivedOn },
  names,
  pages,
}: Pick<AllocationListProps, 'names' | 'pages'> & { readonly allocation: Allocation }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (names === 'documents') return <Link to={pages.document(document.documentId)}>{document.number}</Link>;
  if (creditNote !== null)
    return (
      <Link to={pages.document(creditNote.documentId)}>
        {t('payment.creditNote', { number: creditNote.number })}
      </Link>
    );
  if (paymentId === null) return '—';
  return (
    <Link to={pages.payment(paymentId)}>
      {t('payment.of', { day: receivedOn === null ? '' : format.date(startOf(receivedOn), 'UTC') })}
    </Link>
  );
}

/** Author and time of an allocation or, if it was undone, who undid it and why. */
function MadeBy({ allocation }: { readonly allocation: Allocation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { madeAt, madeBy, origin, undoneAt, undoneBy, undoneWhy } = allocation;
  const by = (who: string | null): string => who ?? t('payment.automatic');
  if (undoneAt !== null)
    return (
      <span className={classes.lines}>
        <StateBadge state="undone" plain>
          {t('payment.undoneBy', { who: by(undoneBy), at: format.dateTime(undoneAt) })}
        </StateBadge>
        <span className={classes.quiet}>{undoneWhy}</span>
      </span>
    );
  return (
    <span>
      {format.listed([origin === 'automatic' ? t('payment.automatic') : madeBy, format.dateTime(madeAt)])}
    </span>
  );
}

/** Deductions that settled the document in addition to the paid amount. */
function Deductions({ allocation }: { readonly allocation: Allocation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = (['discount', 'withheld', 'fee'] as const).flatMap((name) => {
    const amount = allocation[name];
    return amount === null
      ? []
      : [
          t('payment.deduction', {
            name: t(`payment.${name}`),
            amount: format.money(amount.amount, amount.currency),
          }),
        ];
  });
  return format.listed(parts);
}
