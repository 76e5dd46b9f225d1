import { IconHistory } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import classes from '../../../shell/demo-clock.module.css';

const LOOK_EVERY_MS = 4000;
/** Names of the queries that depend on the demo history. */
const MADE_OF_IT = ['fleet', 'kit-deliveries', 'invoices', 'today'] as const;

/** Shows the progress of the demo history until it is complete: until then, charts, kits and drafts are incomplete. */
export function DemoPast() {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const [isOver, setOver] = useState(false);
  const jobs = useOne('jobs', '/jobs', {
    enabled: !isOver,
    refetchInterval: LOOK_EVERY_MS,
  });
  const filling = jobs.data?.items.find(({ kind }) => kind === 'demo_backfill');
  const isThere = jobs.data !== undefined && filling === undefined;
  const wasFilling = useRef(false);
  useEffect(() => {
    if (filling !== undefined) wasFilling.current = true;
    if (!isThere) return;
    setOver(true);
    // A history that was complete before the page opened has made no cached response stale.
    if (wasFilling.current) void stale(...MADE_OF_IT);
  }, [filling, isThere, stale]);
  if (filling === undefined || filling.total === 0) return null;
  return (
    <span role="status" className={classes.demo} title={t('app:clock.pastNote')}>
      <IconHistory size={15} stroke={1.75} aria-hidden />{' '}
      {t('app:clock.past', { share: format.percent(filling.done / filling.total, 0) })}
    </span>
  );
}
