import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeenStop, SeenStops } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import classes from './downtime-list.module.css';

interface SeenStopListProps {
  readonly seen: SeenStops;
  /** Time zone of the contract. */
  readonly zone: string;
  /** Action on an entry. */
  readonly action?: (stop: SeenStop) => ReactNode;
}

/** Downtime seen in readings but not recorded: reported states, period, and what is known about data gaps. */
export function SeenStopList({ seen, zone, action }: SeenStopListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const times = ({ from, to, goesOn }: SeenStop): string =>
    [format.dateTime(from, zone), goesOn ? t('downtime.seen.now') : format.dateTime(to, zone)].join(' – ');
  return (
    <>
      <ul>
        {seen.items.map((stop) => (
          <li key={`${stop.machine.id} ${stop.from}`} className={classes.seen}>
            <div>
              <p>
                <b>
                  {stop.reported === null
                    ? t('downtime.seen.silent')
                    : t('downtime.seen.reported', { word: stop.reported })}
                </b>{' '}
                {stop.machine.serial}
              </p>
              <p>
                {times(stop)} <span className={classes.length}>{format.duration(stop.minutes * 60_000)}</span>
              </p>
              {stop.kind === 'silent' ? (
                <p className={classes.quiet}>
                  {t('downtime.seen.hold', { duration: format.duration(stop.holdMinutes * 60_000) })}
                  {stop.ranHours === null
                    ? null
                    : ` ${t('downtime.seen.ran', { hours: format.quantity(stop.ranHours, 'h', 2) })}`}
                </p>
              ) : null}
            </div>
            {action?.(stop)}
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
