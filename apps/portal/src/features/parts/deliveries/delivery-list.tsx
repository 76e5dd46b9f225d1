import { IconPackage } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { KitDelivery } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import classes from '../../../ui/layout/split.module.css';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { KeyHints } from '../../../ui/tables/key-hints.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { oneOf, useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { DeliveryPanel } from './delivery-panel.js';
import { PredictedDate } from './predicted-date.js';
import { PlaceLinks } from '../../places/place-links.js';

const STATES = ['forecast', 'reserved', 'sent', 'received', 'cancelled'] as const;

interface DeliveryListProps {
  readonly customerId?: string;
  readonly siteId?: string;
}

/** Kits by next action: missing parts, ready to ship, in transit, upcoming, and finally received or cancelled. */
export function DeliveryList(of: DeliveryListProps) {
  const { t } = useTranslation();
  const [filters, change] = useUrlFilters();
  const state = oneOf(STATES, filters['state']);
  const deliveries = useList('kit-deliveries', '/kit-deliveries', {
    query: { ...of, state: state && [state] },
  });
  const current = deliveries.items.find((delivery) => delivery.id === filters['delivery']);
  const groups = useMemo(() => {
    const short = (row: KitDelivery): boolean =>
      row.shortage.length > 0 && (row.state === 'forecast' || row.state === 'reserved');
    return [
      { key: 'short', label: t('maker:parts.short'), rows: deliveries.items.filter(short) },
      {
        key: 'ready',
        label: t('maker:parts.toSend'),
        rows: deliveries.items.filter((row) => row.state === 'reserved' && !short(row)),
      },
      {
        key: 'way',
        label: t('maker:parts.onWay'),
        rows: deliveries.items.filter((row) => row.state === 'sent'),
      },
      {
        key: 'due',
        label: t('maker:parts.due'),
        rows: deliveries.items.filter((row) => row.state === 'forecast' && !short(row)),
      },
      {
        key: 'done',
        label: t('maker:parts.done'),
        rows: deliveries.items.filter((row) => row.state === 'received' || row.state === 'cancelled'),
      },
    ].filter((group) => group.rows.length > 0);
  }, [deliveries.items, t]);
  const columns: Column<KitDelivery>[] = [
    {
      key: 'kit',
      header: t('maker:parts.kit'),
      width: '104px',
      phone: 'title',
      cell: (row) => <b>{row.kit.code}</b>,
    },
    {
      key: 'machine',
      header: t('maker:fleet.machine'),
      width: '140px',
      phone: 'third',
      cell: (row) => row.machine.serial,
    },
    {
      key: 'site',
      header: t('maker:fleet.site'),
      width: 'minmax(130px, 0.8fr)',
      wide: true,
      cell: (row) => <PlaceLinks site={row.site} customer={row.customer} />,
    },
    {
      key: 'predicted',
      header: t('maker:parts.predicted'),
      width: 'minmax(220px, 1.3fr)',
      phone: 'second',
      cell: (row) => <PredictedDate delivery={row} />,
    },
    {
      key: 'depot',
      header: t('maker:parts.depot'),
      width: '84px',
      wide: true,
      cell: (row) => row.depot.code,
    },
    {
      key: 'state',
      header: t('maker:alarms.state'),
      width: '150px',
      phone: 'side',
      cell: (row) =>
        row.shortage.length > 0 && row.state === 'forecast' ? (
          <StateBadge state="shortage" plain>
            {t('maker:parts.missing', { parts: row.shortage.map((part) => part.number).join(', ') })}
          </StateBadge>
        ) : (
          <StateBadge state={row.state} plain />
        ),
    },
    {
      key: 'charge',
      header: t('maker:parts.charge'),
      width: '110px',
      wide: true,
      numeric: true,
      phone: 'side2',
      cell: (row) =>
        row.charge === 'included' ? (
          t('maker:parts.included')
        ) : row.price === null ? (
          '—'
        ) : (
          <Money amount={row.price.amount} currency={row.price.currency} />
        ),
    },
  ];
  if (deliveries.query.isLoadingError)
    return <ErrorState error={deliveries.query.error} onRetry={() => void deliveries.query.refetch()} />;
  return (
    <>
      <FilterBar
        filters={filters}
        onChange={change}
        chips={[
          {
            key: 'state',
            label: t('maker:alarms.state'),
            choices: STATES.map((value) => ({ value, label: t(`state.${value}`) })),
          },
        ]}
      />
      {deliveries.waiting ? (
        <SkeletonRows />
      ) : (
        <div className={classes.split}>
          <div className={classes.list}>
            <DataTable
              label={t('maker:parts.tab.kits')}
              columns={columns}
              rowKey={(row) => row.id}
              groups={groups}
              currentKey={current?.id}
              onOpen={(row) => change({ delivery: row.id })}
              empty={
                <EmptyState icon={IconPackage} title={t('maker:parts.emptyTitle')}>
                  {t('maker:parts.emptyWhy')}
                </EmptyState>
              }
              foot={
                <>
                  <LoadMore query={deliveries.query} />
                  <KeyHints />
                </>
              }
            />
          </div>
          {current === undefined ? null : (
            <DeliveryPanel delivery={current} onClose={() => change({ delivery: undefined })} />
          )}
        </div>
      )}
    </>
  );
}
