import { Button, Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { QuarantineReason } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { Section } from '../../../ui/layout/section.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { useReasonName } from '../quarantine/use-reason-name.js';
import classes from './reason-list.module.css';

const REASONS_MS = 10_000;
const RUNNING_MS = 1500;

/** Quarantined messages by reason, with a button to retry them after a fix. */
export function ReasonList() {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useReasonName();
  const stale = useStale();
  const [, change] = useUrlFilters();
  const [asked, setAsked] = useState<QuarantineReason>();
  const [isRunning, setRunning] = useState(false);
  const reasons = useOne('quarantine', '/quarantine/reasons', {
    refetchInterval: isRunning ? RUNNING_MS : REASONS_MS,
  });
  const replays = useOne('quarantine-replays', '/quarantine/replays', {
    refetchInterval: isRunning ? RUNNING_MS : REASONS_MS,
  });
  const [latest] = replays.data?.items ?? [];
  const running = latest?.finishedAt === null ? latest : undefined;
  useEffect(() => setRunning(running !== undefined), [running]);
  const tryAgain = async (): Promise<void> => {
    await request('POST', '/quarantine/replays', { body: { reason: asked?.reason } });
    await stale('quarantine-replays', 'quarantine');
  };
  return (
    <Section title={t('maker:flow.reasons')} aside={t('maker:flow.reasonsAside')}>
      {reasons.isLoadingError ? (
        <ErrorState error={reasons.error} onRetry={() => void reasons.refetch()} />
      ) : reasons.data === undefined ? (
        <SkeletonRows />
      ) : reasons.data.items.length === 0 ? (
        <p className={classes.none}>{t('maker:telemetry.emptyWhy')}</p>
      ) : (
        <ul className={classes.list}>
          {reasons.data.items.map((reason) => (
            <li key={reason.reason} className={classes.entry}>
              <button
                type="button"
                className={classes.reason}
                onClick={() => change({ tab: 'quarantine', reason: reason.reason, span: undefined })}
              >
                {nameOf(reason.reason)}
              </button>
              <span className={classes.note}>
                {t('maker:flow.reasonNote', {
                  messages: t('maker:flow.messageCount', {
                    count: reason.messages,
                    n: format.number(reason.messages, 0),
                  }),
                  devices: t('maker:flow.deviceCount', { count: reason.devices }),
                  last: format.dateTime(reason.lastAt),
                })}
                {reason.letGo === 0
                  ? null
                  : ` · ${t('maker:flow.letGo', { n: format.number(reason.letGo, 0) })}`}
              </span>
              <Button
                size="xs"
                variant="default"
                className={classes.action}
                disabled={running !== undefined}
                onClick={() => setAsked(reason)}
              >
                {t('maker:flow.tryAgain')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {latest === undefined ? null : (
        <div className={classes.replay} role="status">
          {running === undefined ? null : (
            <Progress
              value={running.total === 0 ? 0 : (running.done / running.total) * 100}
              size="sm"
              aria-label={t('maker:flow.tryAgain')}
            />
          )}
          <span className={classes.note}>
            {t(running === undefined ? 'maker:flow.tried' : 'maker:flow.trying', {
              what: latest.reason === null ? t('maker:flow.all') : nameOf(latest.reason),
              done: format.number(latest.done, 0),
              total: format.number(latest.total, 0),
              stored: format.number(latest.stored, 0),
              at: format.dateTime(latest.finishedAt ?? latest.requestedAt),
            })}
          </span>
        </div>
      )}
      <ConfirmDialog
        open={asked !== undefined}
        title={t('maker:flow.tryTitle', {
          count: asked?.messages ?? 0,
          n: format.number(asked?.messages ?? 0, 0),
        })}
        verb={t('maker:flow.tryAgain')}
        onConfirm={tryAgain}
        onClose={() => setAsked(undefined)}
      >
        <p>{asked === undefined ? '' : nameOf(asked.reason)}</p>
        <p>{t('maker:flow.tryEffect')}</p>
      </ConfirmDialog>
    </Section>
  );
}
