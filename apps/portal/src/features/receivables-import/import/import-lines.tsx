import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatementLine } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './import.module.css';
import { LINE_STATES, type LineState, lineStateOf } from './line-state.js';

/** State code with the same icon and colour, by state of a line. */
const LOOK: Readonly<Record<LineState, string>> = {
  open: 'due',
  part: 'due',
  matched: 'done',
  other: 'draft',
};

/** Imported lines with the allocations of their payments; those that need work come first. */
export function ImportLines({ importId }: { readonly importId: string }) {
  const { t } = useTranslation();
  const lines = useList('statement-lines', '/statement-imports/{id}/lines', { path: { id: importId } });
  const columns = useLineColumns();
  const groups = useMemo(
    () =>
      LINE_STATES.map((state) => ({
        key: state,
        label: t(`maker:statements.line.${state}`),
        rows: lines.items.filter((line) => lineStateOf(line) === state),
      })).filter(({ rows }) => rows.length > 0),
    [lines.items, t],
  );
  if (lines.query.isLoadingError)
    return <ErrorState error={lines.query.error} onRetry={() => void lines.query.refetch()} />;
  if (lines.waiting) return <SkeletonRows />;
  return (
    <DataTable<StatementLine>
      label={t('maker:statements.linesOfFile')}
      columns={columns}
      rowKey={(line) => `${line.fileLine} ${line.paymentId ?? ''} ${line.amount.amount} ${line.text}`}
      groups={groups}
      rowHeight={46}
      foot={<LoadMore query={lines.query} />}
    />
  );
}

function useLineColumns(): Column<StatementLine>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      key: 'day',
      header: t('maker:statements.day'),
      width: '110px',
      phone: 'third',
      cell: (line) => format.date(`${line.bookingDate}T00:00:00Z`, 'UTC'),
    },
    {
      key: 'name',
      header: t('maker:statements.counterparty'),
      width: 'minmax(220px, 2fr)',
      phone: 'title',
      cell: (line) => (
        <span className={classes.account}>
          <b>{line.counterpartyName ?? t('maker:statements.noName')}</b>
          <span className={classes.note}>{line.text}</span>
        </span>
      ),
    },
    {
      key: 'state',
      header: t('maker:statements.status'),
      width: 'minmax(150px, 0.8fr)',
      phone: 'side2',
      cell: (line) => <LineBadge line={line} />,
    },
    {
      key: 'amount',
      header: t('maker:statements.amount'),
      width: '150px',
      numeric: true,
      phone: 'side',
      cell: (line) => <Money amount={line.amount.amount} currency={line.amount.currency} />,
    },
    {
      key: 'line',
      header: t('maker:statements.fileLine'),
      width: '80px',
      numeric: true,
      wide: true,
      phone: 'hide',
      // Line numbers have no thousands separators.
      cell: (line) => String(line.fileLine),
    },
  ];
}

function LineBadge({ line }: { readonly line: StatementLine }) {
  const { t } = useTranslation();
  const state = lineStateOf(line);
  const { paymentId, unapplied } = line;
  return (
    <span className={classes.account}>
      <StateBadge state={LOOK[state]} plain>
        {paymentId !== null && (state === 'open' || state === 'part') ? (
          <Link to="/receivables/matching" search={{ payment: paymentId }}>
            {t(`maker:statements.lineState.${state}`)}
          </Link>
        ) : (
          t(`maker:statements.lineState.${state}`)
        )}
      </StateBadge>
      {state === 'part' && unapplied !== null ? (
        <span className={classes.note}>
          <Money amount={unapplied.amount} currency={unapplied.currency} /> {t('maker:statements.left')}
        </span>
      ) : null}
    </span>
  );
}
