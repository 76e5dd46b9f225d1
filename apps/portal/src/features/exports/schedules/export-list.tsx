import { Button } from '@mantine/core';
import { IconFileExport, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { areaOf, useMay, useSession } from '../../../api/session.js';
import type { ExportSchedule } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import classes from '../../../ui/layout/split.module.css';
import { DataTable } from '../../../ui/tables/data-table.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { Instant } from '../../../ui/values/instant.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { useEndedToast } from '../jobs/use-ended-toast.js';
import { RunState } from '../run-state.js';
import { useExportWords } from '../use-export-words.js';
import { ExportDialog } from './export-dialog.js';
import { ExportPanel } from './export-panel.js';

/** Interval for polling the progress of a run. Hints report only its start and end. */
const REFRESH_MS = 5000;

/** Scheduled exports. The selected one shows its files. */
export function ExportList() {
  const { t } = useTranslation();
  const may = useMay();
  const words = useExportWords();
  const isCustomer = areaOf(useSession().membership.role) === 'customer';
  const [filters, change] = useUrlFilters();
  const [adding, setAdding] = useState(false);
  const schedules = useList('export-schedules', '/export-schedules', { refetchInterval: REFRESH_MS });
  useEndedToast(schedules.items);
  const current = schedules.items.find(({ id }) => id === filters['export']);
  const add = may('export.schedule') ? (
    <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setAdding(true)}>
      {t('exports.add')}
    </Button>
  ) : undefined;
  return (
    <>
      <Section flush title={t('exports.title')} aside={t('exports.aside')} action={add}>
        {schedules.query.isLoadingError ? (
          <ErrorState error={schedules.query.error} onRetry={() => void schedules.query.refetch()} />
        ) : schedules.waiting ? (
          <SkeletonRows />
        ) : (
          <div className={classes.split}>
            <div className={classes.list}>
              <DataTable<ExportSchedule>
                label={t('exports.title')}
                rowKey={(row) => row.id}
                rows={schedules.items}
                currentKey={current?.id}
                onOpen={(row) => change({ export: row.id })}
                columns={[
                  {
                    key: 'name',
                    header: t('exports.name'),
                    width: 'minmax(160px, 1.2fr)',
                    phone: 'title',
                    cell: (row) => <b>{row.name}</b>,
                  },
                  {
                    key: 'machines',
                    header: t('exports.machines'),
                    width: 'minmax(160px, 1.2fr)',
                    phone: 'second',
                    cell: (row) =>
                      isCustomer || row.customer === null
                        ? words.machines(row)
                        : `${words.machines(row)} · ${row.customer.name}`,
                  },
                  {
                    key: 'when',
                    header: t('exports.rhythm'),
                    width: 'minmax(180px, 1.2fr)',
                    phone: 'third',
                    wide: true,
                    cell: (row) => words.when(row),
                  },
                  {
                    key: 'last',
                    header: t('exports.last'),
                    width: '150px',
                    phone: 'side',
                    cell: (row) => (row.lastRun === null ? '—' : <RunState run={row.lastRun} plain />),
                  },
                  {
                    key: 'next',
                    header: t('exports.next'),
                    width: '150px',
                    phone: 'side2',
                    cell: (row) =>
                      row.nextAt === null ? (
                        <StateBadge state="idle" plain>
                          {t('exports.paused')}
                        </StateBadge>
                      ) : (
                        <Instant at={row.nextAt} />
                      ),
                  },
                ]}
                empty={
                  <EmptyState icon={IconFileExport} title={t('exports.emptyTitle')}>
                    {t('exports.emptyWhy')}
                  </EmptyState>
                }
                foot={<LoadMore query={schedules.query} />}
              />
            </div>
            {current === undefined ? null : (
              <ExportPanel
                key={current.id}
                schedule={current}
                onClose={() => change({ export: undefined })}
              />
            )}
          </div>
        )}
      </Section>
      {adding ? (
        <ExportDialog
          schedule={undefined}
          onClose={() => setAdding(false)}
          onSaved={(id) => change({ export: id })}
        />
      ) : null}
    </>
  );
}
