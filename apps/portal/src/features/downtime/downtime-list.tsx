import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContractDowntime } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import classes from './downtime-list.module.css';

interface DowntimeListProps {
  readonly items: readonly ContractDowntime[];
  /** Time zone of the contract. */
  readonly zone: string;
  /** Action on an entry that is not withdrawn. */
  readonly action?: (downtime: ContractDowntime) => ReactNode;
}

/** Recorded downtime of machines with the responsible party and the author; withdrawn entries remain visible. */
export function DowntimeList({ items, zone, action }: DowntimeListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul>
      {items.map((downtime) => (
        <li
          key={downtime.id}
          className={classes.stop}
          data-withdrawn={downtime.withdrawn !== null || undefined}
        >
          <p>
            <b>{t(`downtime.cause.${downtime.cause}`)}</b> {downtime.machine.serial}
          </p>
          <p>{[downtime.from, downtime.to].map((at) => format.dateTime(at, zone)).join(' – ')}</p>
          <p className={classes.quiet}>{downtime.reason}</p>
          <p className={classes.quiet}>
            {[downtime.recordedByName ?? t('exception.somebody'), format.dateTime(downtime.recordedAt)].join(
              ', ',
            )}{' '}
            {downtime.withdrawn === null ? action?.(downtime) : null}
          </p>
          {downtime.withdrawn === null ? null : (
            <p>
              {t('downtime.withdrawn', {
                name: downtime.withdrawn.byName ?? t('exception.somebody'),
                at: format.dateTime(downtime.withdrawn.at),
                reason: downtime.withdrawn.reason,
              })}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
