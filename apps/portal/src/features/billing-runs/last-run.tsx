import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useFormat } from '../../format/use-format.js';
import { RunCounts } from './run-counts.js';
import classes from './last-run.module.css';

/** The newest run with a link to its results; renders nothing before the first run. */
export function LastRun() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery({
    queryKey: ['billing-runs', 'last'],
    queryFn: ({ signal }) => request('GET', '/billing-runs', { signal }),
  });
  const run = data?.items[0];
  if (run === undefined) return null;
  return (
    <p className={classes.last}>
      <Link to="/billing/runs/$runId" params={{ runId: run.id }}>
        {t('maker:run.last', { month: format.month(`${run.month}-15T12:00:00Z`, 'UTC') })}
      </Link>
      <span>{format.dateTime(run.finishedAt ?? run.requestedAt)}</span>
      <RunCounts run={run} />
    </p>
  );
}
