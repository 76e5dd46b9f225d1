import { Button } from '@mantine/core';
import { IconPackage, IconPackageImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { KitDelivery } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './kit-list.module.css';

/** Service kits for the plant's machines: in transit first, then upcoming, then delivered or cancelled. */
export function KitList() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const stale = useStale();
  const localised = useLocalised();
  const [receiving, setReceiving] = useState<KitDelivery>();
  const deliveries = useList('kit-deliveries', '/kit-deliveries');
  if (deliveries.query.isLoadingError) {
    return <ErrorState error={deliveries.query.error} onRetry={() => void deliveries.query.refetch()} />;
  }
  if (deliveries.waiting) return <SkeletonRows cells={[16, 20, 30, 14]} />;
  const day = (date: string): string => format.date(`${date}T12:00:00Z`, 'UTC');
  const when = (row: KitDelivery): string => {
    if (row.receivedAt !== null) return t('customer:kits.cameOn', { day: format.date(row.receivedAt) });
    if (row.cancelledAt !== null)
      return t('customer:kits.cancelledOn', { day: format.date(row.cancelledAt) });
    if (row.state === 'sent' && row.promisedOn !== null)
      return t('customer:plant.promised', { day: day(row.promisedOn) });
    if (row.predictedOn === null) return t('customer:plant.dueUnknown');
    return t('customer:kits.dueAbout', { day: day(row.predictedOn) });
  };
  const contents = (row: KitDelivery): string =>
    row.kit.parts
      .map((part) => `${part.quantity}\u00a0×\u00a0${localised(part.name) || part.number}`)
      .join(', ');
  const groups = [
    { key: 'sent', states: ['sent'] },
    { key: 'due', states: ['reserved', 'forecast'] },
    { key: 'past', states: ['received', 'cancelled'] },
  ]
    .map(({ key, states }) => ({
      key,
      label: t(`customer:kits.group.${key}`),
      rows: deliveries.items.filter((row) => states.includes(row.state)),
    }))
    .filter((group) => group.rows.length > 0);
  const columns: Column<KitDelivery>[] = [
    {
      key: 'kit',
      header: t('customer:kits.kit'),
      width: '130px',
      phone: 'title',
      cell: (row) => row.kit.code,
    },
    {
      key: 'machine',
      header: t('customer:machines.machine'),
      width: '150px',
      phone: 'third',
      cell: (row) => row.machine.serial,
    },
    {
      key: 'contents',
      header: t('customer:kits.contents'),
      width: 'minmax(200px, 1.6fr)',
      cell: contents,
    },
    {
      key: 'when',
      header: t('customer:kits.when'),
      width: 'minmax(150px, 0.9fr)',
      phone: 'second',
      cell: (row) => (
        <>
          {when(row)}
          {row.state === 'sent' && row.trackingNumber !== '' ? (
            <span className={classes.tracking}>{`${row.carrier} ${row.trackingNumber}`.trim()}</span>
          ) : null}
        </>
      ),
    },
    {
      key: 'cost',
      header: t('customer:kits.cost'),
      width: '130px',
      numeric: true,
      cell: (row) =>
        row.charge === 'included'
          ? t('customer:kits.included')
          : row.price === null
            ? t('customer:kits.charged')
            : format.money(row.price.amount, row.price.currency),
    },
    {
      key: 'state',
      header: t('customer:kits.state'),
      width: '120px',
      phone: 'side',
      cell: (row) => <StateBadge state={row.state} plain />,
    },
    {
      key: 'act',
      header: '',
      width: '140px',
      phone: 'side2',
      cell: (row) =>
        may('parts.receive') && row.steps.includes('receive') ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPackageImport size={15} stroke={1.75} />}
            onClick={() => setReceiving(row)}
          >
            {t('customer:kits.receive')}
          </Button>
        ) : null,
    },
  ];
  return (
    <>
      <DataTable
        label={t('customer:data.tab.kits')}
        columns={columns}
        rowKey={(row) => row.id}
        groups={groups}
        empty={
          <EmptyState icon={IconPackage} title={t('customer:kits.emptyTitle')}>
            {t('customer:kits.emptyWhy')}
          </EmptyState>
        }
        foot={<LoadMore query={deliveries.query} />}
      />
      {receiving === undefined ? null : (
        <ConfirmDialog
          open
          title={t('customer:kits.receiveTitle', { kit: receiving.kit.code })}
          verb={t('customer:kits.receiveVerb')}
          onConfirm={async () => {
            await request('POST', '/kit-deliveries/{id}/receive', { path: { id: receiving.id }, body: {} });
            await stale('kit-deliveries', 'machines');
            toastDone(t('customer:kits.received', { kit: receiving.kit.code }));
          }}
          onClose={() => setReceiving(undefined)}
        >
          <p>
            {t('customer:kits.receiveWhat', {
              machine: receiving.machine.serial,
              contents: contents(receiving),
            })}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}
