import { IconRouter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useOne } from '../../api/use-one.js';
import { useNow } from '../../clock/clock.js';
import { useFormat } from '../../format/use-format.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import classes from '../../ui/layout/split.module.css';
import { DataTable } from '../../ui/tables/data-table.js';
import { LoadMore } from '../../ui/tables/load-more.js';
import { useOpenByLink } from '../../ui/tables/use-open-by-link.js';
import { fetchAll } from '../../api/fetch-all.js';
import type { Column } from '../../ui/tables/data-table.types.js';
import { ListMenus } from '../lists/list-menus.js';
import { tableOfView } from '../lists/table-of-view.js';
import { useListView } from '../lists/use-list-view.js';
import { ListTools } from '../search/list-tools.js';
import { connectionOf, DeviceConnection } from './device-connection.js';
import { DeviceDialog } from './device-dialog.js';
import { DevicePanel } from './device-panel.js';

/** All devices, or those of one machine. The selected device opens in a panel. */
export function DeviceList({ machineId }: { readonly machineId?: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(30_000);
  const view = useListView(machineId === undefined ? 'devices' : 'machine-devices', ['device']);
  const { filters, change } = view;
  const dialog = useOpenByLink('add');
  const query = { machineId, search: filters['search'] };
  const devices = useList('devices', '/devices', { query });
  const chosen = view.opened['device'];
  const listed = devices.items.find((device) => device.id === chosen);
  // A link can name a device that the list has not loaded yet.
  const unlisted = useOne('devices', '/devices/{id}', {
    path: { id: chosen },
    enabled: chosen !== undefined && !devices.waiting && listed === undefined,
  });
  const current = chosen === undefined ? undefined : (listed ?? unlisted.data);
  const columns: Column<Device>[] = [
    {
      key: 'code',
      fixed: true,
      value: (row) => row.code,
      header: t('maker:registry.code'),
      width: '180px',
      phone: 'title',
      cell: (row) => <b>{row.code}</b>,
    },
    {
      key: 'kind',
      value: (row) => t(`maker:devices.kind.${row.kind}`),
      header: t('maker:devices.kindLabel'),
      width: '120px',
      phone: 'second',
      cell: (row) => t(`maker:devices.kind.${row.kind}`),
    },
    {
      key: 'place',
      value: (row) => row.machine?.serial ?? row.site?.name ?? null,
      header: t('maker:devices.place'),
      phone: 'third',
      cell: (row) => row.machine?.serial ?? row.site?.name ?? '—',
    },
    {
      key: 'state',
      value: (row) => t(`state.${connectionOf(row)}`),
      header: t('maker:devices.connection'),
      width: '120px',
      phone: 'side',
      cell: (row) => <DeviceConnection device={row} />,
    },
    {
      key: 'seen',
      value: (row) => (row.lastSeenAt == null ? null : new Date(row.lastSeenAt)),
      header: t('maker:devices.seen'),
      width: '140px',
      wide: true,
      phone: 'side2',
      cell: (row) =>
        row.lastSeenAt === null || row.lastSeenAt === undefined
          ? t('maker:devices.never')
          : format.ago(row.lastSeenAt, now),
    },
  ];
  return (
    <>
      <ListTools
        filters={filters}
        onChange={change}
        searchLabel={machineId === undefined ? t('maker:devices.search') : undefined}
        addLabel={t('maker:devices.add')}
        onAdd={dialog.open}
        permission="devices.write"
      >
        <ListMenus
          view={view}
          columns={columns}
          fileName={t('app:rail.devices')}
          loadRows={(onProgress) => fetchAll('/devices', onProgress, { query })}
        />
      </ListTools>
      {devices.query.isLoadingError ? (
        <ErrorState error={devices.query.error} onRetry={() => void devices.query.refetch()} />
      ) : devices.waiting ? (
        <SkeletonRows />
      ) : (
        <div className={classes.split}>
          <div className={classes.list}>
            <DataTable<Device>
              label={t('app:rail.devices')}
              rowKey={(row) => row.id}
              rows={devices.items}
              currentKey={current?.id}
              onOpen={(row) => change({ device: row.id })}
              columns={columns}
              {...tableOfView(view, devices.query)}
              empty={
                <EmptyState icon={IconRouter} title={t('maker:devices.emptyTitle')}>
                  {t('maker:devices.emptyWhy')}
                </EmptyState>
              }
              foot={<LoadMore query={devices.query} />}
            />
          </div>
          {current === undefined ? null : (
            <DevicePanel device={current} onClose={() => change({ device: undefined })} />
          )}
        </div>
      )}
      {dialog.isOpen ? (
        <DeviceDialog machineId={machineId} onClose={dialog.close} onAdded={(id) => change({ device: id })} />
      ) : null}
    </>
  );
}
