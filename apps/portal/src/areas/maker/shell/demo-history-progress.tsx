import { IconHistory } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import classes from '../../../shell/demo-clock.module.css';

const POLL_INTERVAL_MS = 4000;
/** Names of the queries that depend on the demo history. */
const AFFECTED_QUERIES = ['fleet', 'kit-deliveries', 'invoices', 'today'] as const;

/** Shows the progress of the demo history until it is complete. Until then, charts, kits and drafts are incomplete. */
export function DemoHistoryProgress() {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const [isOver, setOver] = useState(false);
  const jobs = useOne('jobs', '/jobs', {
    enabled: !isOver,
    refetchInterval: POLL_INTERVAL_MS,
  });
  const job = jobs.data?.items.find(({ kind }) => kind === 'demo_backfill');
  const isComplete = jobs.data !== undefined && job === undefined;
  const wasRunning = useRef(false);
  useEffect(() => {
    if (job !== undefined) wasRunning.current = true;
    if (!isComplete) return;
    setOver(true);
    // If the history was complete before the page opened, no cached response is stale.
    if (wasRunning.current) void stale(...AFFECTED_QUERIES);
  }, [job, isComplete, stale]);
  if (job === undefined || job.total === 0) return null;
  return (
    <span role="status" className={classes.demo} title={t('app:clock.pastNote')}>
      <IconHistory size={15} stroke={1.75} aria-hidden />{' '}
      {t('app:clock.past', { share: format.percent(job.done / job.total, 0) })}
    </span>
  );
}
