import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DetectedDowntime, DetectedDowntimes } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import classes from './downtime-list.module.css';

interface DetectedDowntimeListProps {
  readonly seen: DetectedDowntimes;
  /** Time zone of the contract. */
  readonly zone: string;
  /** Action on an entry. */
  readonly action?: (downtime: DetectedDowntime) => ReactNode;
}

/** Downtime that is detected in readings but not recorded: reported states, period, and explanations of data gaps. */
export function DetectedDowntimeList({ seen, zone, action }: DetectedDowntimeListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const times = ({ from, to, goesOn }: DetectedDowntime): string =>
    [format.dateTime(from, zone), goesOn ? t('downtime.seen.now') : format.dateTime(to, zone)].join(' – ');
  return (
    <>
      <ul>
        {seen.items.map((downtime) => (
          <li key={`${downtime.machine.id} ${downtime.from}`} className={classes.seen}>
            <div>
              <p>
                <b>
                  {downtime.reported === null
                    ? t('downtime.seen.silent')
                    : t('downtime.seen.reported', { word: downtime.reported })}
                </b>{' '}
                {downtime.machine.serial}
              </p>
              <p>
                {times(downtime)}{' '}
                <span className={classes.length}>{format.duration(downtime.minutes * 60_000)}</span>
              </p>
              {downtime.kind === 'silent' ? (
                <p className={classes.quiet}>
                  {t('downtime.seen.hold', { duration: format.duration(downtime.holdMinutes * 60_000) })}
                  {downtime.ranHours === null
                    ? null
                    : ` ${t('downtime.seen.ran', { hours: format.quantity(downtime.ranHours, 'h', 2) })}`}
                </p>
              ) : null}
            </div>
            {action?.(downtime)}
          </li>
        ))}
      </ul>
      {seen.count > seen.items.length ? (
        <p className={classes.quiet}>
          {t('downtime.seen.more', { shown: seen.items.length, count: seen.count })}
        </p>
      ) : null}
      {seen.unheard.length > 0 ? (
        <p className={classes.quiet}>
          {t('downtime.seen.unheard', { machines: format.listed(seen.unheard), count: seen.unheard.length })}
        </p>
      ) : null}
    </>
  );
}
