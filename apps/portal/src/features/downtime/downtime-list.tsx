import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContractDowntime } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import classes from './downtime-list.module.css';

interface DowntimeListProps {
  readonly items: readonly ContractDowntime[];
  /** Time zone of the contract. */
  readonly zone: string;
  /** Action on downtime that counts. */
  readonly action?: (stop: ContractDowntime) => ReactNode;
}

/** Recorded downtime of machines with the responsible party and the author; withdrawn entries remain visible. */
export function DowntimeList({ items, zone, action }: DowntimeListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul>
      {items.map((stop) => (
        <li key={stop.id} className={classes.stop} data-withdrawn={stop.withdrawn !== null || undefined}>
          <p>
            <b>{t(`downtime.cause.${stop.cause}`)}</b> {stop.machine.serial}
          </p>
          <p>{[stop.from, stop.to].map((at) => format.dateTime(at, zone)).join(' – ')}</p>
          <p className={classes.quiet}>{stop.reason}</p>
          <p className={classes.quiet}>
            {[stop.recordedByName ?? t('exception.somebody'), format.dateTime(stop.recordedAt)].join(', ')}{' '}
            {stop.withdrawn === null ? action?.(stop) : null}
          </p>
          {stop.withdrawn === null ? null : (
            <p>
              {t('downtime.withdrawn', {
                name: stop.withdrawn.byName ?? t('exception.somebody'),
                at: format.dateTime(stop.withdrawn.at),
                reason: stop.withdrawn.reason,
              })}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
