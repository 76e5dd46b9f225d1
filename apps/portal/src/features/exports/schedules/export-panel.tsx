import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { ExportRun, ExportSchedule } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useStale } from '../../../api/use-stale.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { useWork } from '../../../ui/feedback/use-work.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { DetailPanel } from '../../../ui/layout/detail-panel.js';
import { Facts } from '../../../ui/layout/facts.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { Instant } from '../../../ui/values/instant.js';
import classes from '../exports.module.css';
import { useExportWords } from '../use-export-words.js';
import { ExportDialog } from './export-dialog.js';
import { RunItem } from './run-item.js';

const REFRESH_MS = 2000;

interface ExportPanelProps {
  readonly schedule: ExportSchedule;
  readonly onClose: () => void;
}

type PanelAction = 'edit' | 'remove' | { readonly again: ExportRun };

/** A scheduled export: content, next run and files. */
export function ExportPanel({ schedule, onClose }: ExportPanelProps) {
  const { t } = useTranslation();
  const text = useCodeText();
  const words = useExportWords();
  const may = useMay();
  const stale = useStale();
  const [asked, setAsked] = useState<PanelAction>();
  const { busy, failure, run } = useWork();
  const isUnderWay = schedule.lastRun?.state === 'waiting' || schedule.lastRun?.state === 'running';
  const runs = useList('export-runs', '/export-schedules/{id}/runs', {
    path: { id: schedule.id },
    query: { limit: 30 },
    refetchInterval: REFRESH_MS,
  });
  const mayChange = may('export.schedule');
  const fresh = (): Promise<void> => stale('export-schedules', 'export-runs');
  const act = (work: () => Promise<unknown>): void => run(() => work().then(fresh));
  const close = (): void => setAsked(undefined);
  return (
    <DetailPanel
      title={schedule.name}
      onClose={onClose}
      foot={
        mayChange ? (
          <>
            <Button
              loading={busy}
              disabled={isUnderWay}
              leftSection={<IconPlayerPlay size={16} stroke={1.75} />}
              onClick={() =>
                act(() =>
                  request('POST', '/export-schedules/{id}/runs', { path: { id: schedule.id }, body: {} }),
                )
              }
            >
              {t('exports.runNow')}
            </Button>
            <Button variant="default" onClick={() => setAsked('edit')}>
              {t('exports.edit')}
            </Button>
            <Menu position="top-end">
              <Menu.Target>
                <ActionIcon variant="subtle" size="input-sm" aria-label={t('exports.more')}>
                  <IconDots size={16} stroke={1.75} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={
                    schedule.paused ? (
                      <IconPlayerPlay size={16} stroke={1.75} />
                    ) : (
                      <IconPlayerPause size={16} stroke={1.75} />
                    )
                  }
                  onClick={() =>
                    act(() =>
                      request('PATCH', '/export-schedules/{id}', {
                        path: { id: schedule.id },
                        body: { paused: !schedule.paused },
                        ifMatch: schedule.version,
                      }),
                    )
                  }
                >
                  {schedule.paused ? t('exports.resume') : t('exports.pause')}
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconTrash size={16} stroke={1.75} />}
                  onClick={() => setAsked('remove')}
                >
                  {t('exports.remove')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        ) : undefined
      }
    >
      <FormSummary summary={failure} />
      <Facts
        items={[
          [t('exports.machines'), words.machines(schedule)],
          [
            t('exports.signals'),
            schedule.signals.length === 0
              ? t('exports.allSignals')
              : words.list(schedule.signals.map((key) => text('common:signal', key))),
          ],
          [t('exports.format'), t(`exports.formats.${schedule.format}`)],
          [t('exports.rhythm'), words.when(schedule)],
          [
            t('exports.next'),
            schedule.nextAt === null ? t('exports.paused') : <Instant key="next" at={schedule.nextAt} />,
          ],
          [t('exports.keep'), t('exports.files', { count: schedule.keep })],
          ...(schedule.customer === null ? [] : [[t('exports.customer'), schedule.customer.name] as const]),
        ]}
      />
      <h3 className={classes.head}>{t('exports.runs')}</h3>
      {runs.query.isLoadingError ? (
        <ErrorState error={runs.query.error} onRetry={() => void runs.query.refetch()} />
      ) : runs.waiting ? (
        <SkeletonRows rows={3} />
      ) : runs.items.length === 0 ? (
        <p className={classes.note}>{t('exports.noRuns')}</p>
      ) : (
        <ul className={classes.runs}>
          {runs.items.map((run) => (
            <RunItem
              key={run.id}
              run={run}
              onAgain={mayChange ? () => setAsked({ again: run }) : undefined}
            />
          ))}
        </ul>
      )}
      <LoadMore query={runs.query} />
      {asked === 'edit' ? <ExportDialog schedule={schedule} onClose={close} /> : null}
      <ConfirmDialog
        open={asked === 'remove'}
        title={t('exports.removeTitle', { name: schedule.name })}
        verb={t('exports.remove')}
        onClose={close}
        onConfirm={async () => {
          await request('DELETE', '/export-schedules/{id}', { path: { id: schedule.id } });
          onClose();
          await fresh();
        }}
      >
        {t('exports.removeEffect')}
      </ConfirmDialog>
      <ConfirmDialog
        open={typeof asked === 'object'}
        title={t('exports.againTitle', {
          period: typeof asked === 'object' ? words.period(asked.again) : '',
        })}
        verb={t('exports.again')}
        onClose={close}
        onConfirm={async () => {
          if (typeof asked !== 'object') return;
          await request('POST', '/export-schedules/{id}/runs', {
            path: { id: schedule.id },
            body: { runId: asked.again.id },
          });
          await fresh();
        }}
      >
        {t('exports.againEffect')}
      </ConfirmDialog>
    </DetailPanel>
  );
}
