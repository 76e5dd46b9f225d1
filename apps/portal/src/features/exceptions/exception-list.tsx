import { IconGauge } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MeterException } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useOne } from '../../api/use-one.js';
import { useNow } from '../../clock/clock.js';
import { useFormat } from '../../format/use-format.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { DataTable } from '../../ui/tables/data-table.js';
import type { Column } from '../../ui/tables/data-table.types.js';
import { KeyHints } from '../../ui/tables/key-hints.js';
import { LoadMore } from '../../ui/tables/load-more.js';
import { oneOf, type UrlFilters } from '../../ui/tables/use-url-filters.js';
import { Money } from '../../ui/values/money.js';
import { Quantity } from '../../ui/values/quantity.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import { ExceptionPanel } from './exception-panel.js';
import { stateOf } from './exception-state.js';
import classes from './exceptions.module.css';
import { CustomerLink } from '../places/customer-link.js';

/** States by which the list can be filtered. */
export const STATES = ['open', 'pending', 'decided', 'resolved'] as const;
export const KINDS = [
  'counter_fell',
  'possible_rollover',
  'implausible_rate',
  'rise_after_fall',
  'flow_while_off',
  'calibration_expired',
  'gap',
  'true_up',
] as const;

interface ExceptionListProps {
  readonly filters: UrlFilters;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
}

/** Meter exceptions that need action, oldest first, with a detail panel for the selected one. */
export function ExceptionList({ filters, chosen, onChoose }: ExceptionListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const now = useNow(60_000);
  const { state, kind, contractId } = filters;
  const exceptions = useList('meter-exceptions', '/meter-exceptions', {
    query: {
      state: state === undefined ? 'open' : oneOf(STATES, state),
      kind: oneOf(KINDS, kind),
      contractId,
    },
  });
  const listed = exceptions.items.find(({ id }) => id === chosen);
  // A link can name an exception that the filters exclude or that the list has not loaded yet.
  const named = useOne('meter-exceptions', '/meter-exceptions/{id}', {
    path: { id: chosen },
    enabled: chosen !== undefined && listed === undefined && !exceptions.waiting,
  });
  const current = listed ?? (chosen === undefined ? undefined : named.data);
  const columns: Column<MeterException>[] = [
    {
      key: 'what',
      header: t('maker:exceptions.what'),
      width: 'minmax(190px, 1.3fr)',
      phone: 'title',
      cell: (row) => <b>{text('common:exceptionKind', row.kind)}</b>,
    },
    {
      key: 'when',
      header: t('maker:exceptions.when'),
      width: '150px',
      phone: 'third',
      cell: (row) => format.placeTime(row.from, row.contract.zone),
    },
    {
      key: 'customer',
      header: t('maker:life.customer'),
      width: 'minmax(140px, 1fr)',
      phone: 'second',
      wide: true,
      cell: (row) => <CustomerLink customer={row.customer} />,
    },
    {
      key: 'meter',
      header: t('maker:exceptions.meter'),
      width: 'minmax(120px, 0.8fr)',
      cell: (row) => `${row.meter.serial ?? row.meter.device}, ${row.contract.number}`,
    },
    {
      key: 'quantity',
      header: t('maker:usage.quantity'),
      width: '100px',
      numeric: true,
      phone: 'side2',
      cell: (row) => <Quantity value={row.quantity} unit={row.meter.unit} />,
    },
    {
      key: 'stake',
      header: t('maker:exceptions.stake'),
      width: '120px',
      numeric: true,
      phone: 'side',
      cell: (row) =>
        row.stake === null ? '—' : <Money amount={row.stake.amount} currency={row.stake.currency} />,
    },
    {
      key: 'age',
      header: t('maker:exceptions.age'),
      width: '84px',
      numeric: true,
      wide: true,
      cell: (row) => format.duration(now - Date.parse(row.openedAt)),
    },
    {
      key: 'state',
      header: t('maker:alarms.state'),
      width: '116px',
      phone: 'lead',
      cell: (row) => <StateBadge state={stateOf(row)} plain />,
    },
  ];
  if (exceptions.query.isLoadingError)
    return <ErrorState error={exceptions.query.error} onRetry={() => void exceptions.query.refetch()} />;
  if (exceptions.waiting) return <SkeletonRows />;
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <DataTable
          label={t('app:rail.exceptions')}
          columns={columns}
          rowKey={(row) => row.id}
          rows={exceptions.items}
          currentKey={chosen}
          onOpen={(row) => onChoose(row.id)}
          empty={
            <EmptyState icon={IconGauge} title={t('maker:exceptions.emptyTitle')}>
              {t('maker:exceptions.emptyWhy')}
            </EmptyState>
          }
          foot={
            <>
              <LoadMore query={exceptions.query} />
              <KeyHints />
            </>
          }
        />
      </div>
      {current === undefined ? null : (
        <ExceptionPanel key={current.id} exception={current} onClose={() => onChoose(undefined)} />
      )}
    </div>
  );
}
