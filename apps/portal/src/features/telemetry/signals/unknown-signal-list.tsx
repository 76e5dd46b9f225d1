import { Button } from '@mantine/core';
import { IconWaveSine } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { UnknownSignal } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useStale } from '../../../api/use-stale.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { Instant } from '../../../ui/values/instant.js';
import { AdoptDialog } from './adopt-dialog.js';
import classes from './unknown-signal-list.module.css';

/** Signals that no model defines. They are stored and listed here until a user adopts or ignores them. */
export function UnknownSignalList() {
  const { t } = useTranslation();
  const stale = useStale();
  const [adopting, setAdopting] = useState<UnknownSignal>();
  const signals = useList('unknown-signals', '/unknown-signals');
  if (signals.query.isLoadingError)
    return <ErrorState error={signals.query.error} onRetry={() => void signals.query.refetch()} />;
  if (signals.waiting) return <SkeletonRows />;
  const ignore = async ({ device, key }: UnknownSignal): Promise<void> => {
    await request('POST', '/unknown-signals/ignore', { body: { deviceId: device.id, key } });
    await stale('unknown-signals');
  };
  return (
    <>
      <DataTable<UnknownSignal>
        label={t('maker:telemetry.signals')}
        rowKey={(row) => `${row.device.id} ${row.key}`}
        rows={signals.items}
        columns={[
          {
            key: 'key',
            header: t('maker:registry.signalKey'),
            width: 'minmax(160px, 1fr)',
            phone: 'title',
            cell: (row) => <code className="mono">{row.key}</code>,
          },
          {
            key: 'device',
            header: t('maker:telemetry.device'),
            width: '180px',
            phone: 'third',
            cell: (row) => row.machine?.serial ?? row.device.code,
          },
          {
            key: 'sample',
            header: t('maker:telemetry.sample'),
            width: 'minmax(140px, 1fr)',
            phone: 'second',
            cell: (row) => (typeof row.sample === 'boolean' ? String(row.sample) : row.sample),
          },
          {
            key: 'first',
            header: t('maker:telemetry.first'),
            width: '160px',
            cell: (row) => <Instant at={row.firstSeenAt} />,
          },
          {
            key: 'last',
            header: t('maker:telemetry.last'),
            width: '140px',
            cell: (row) => <Instant at={row.lastSeenAt} style="relative" />,
          },
          {
            key: 'act',
            header: '',
            width: '190px',
            phone: 'side2',
            cell: (row) => (
              <span className={classes.act}>
                <Button size="xs" onClick={() => setAdopting(row)}>
                  {t('maker:telemetry.adopt')}
                </Button>
                <Button size="xs" variant="default" onClick={() => void ignore(row)}>
                  {t('maker:telemetry.ignore')}
                </Button>
              </span>
            ),
          },
        ]}
        empty={
          <EmptyState icon={IconWaveSine} title={t('maker:telemetry.noSignals')}>
            {t('maker:telemetry.noSignalsWhy')}
          </EmptyState>
        }
        foot={<LoadMore query={signals.query} />}
      />
      {adopting === undefined ? null : (
        <AdoptDialog signal={adopting} onClose={() => setAdopting(undefined)} />
      )}
    </>
  );
}
