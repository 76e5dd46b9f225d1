import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProofReading } from '../../../api/types.js';
import { maxDecimals } from '../../../format/number.js';
import { useFormat } from '../../../format/use-format.js';
import classes from './readings-column.module.css';
import { formatValue } from './steps-column.js';

interface ReadingsColumnProps {
  readonly readings: readonly ProofReading[];
  readonly zone: string;
  /** Readings received at or after this instant are marked, because a correction adds them to the earlier data. */
  readonly since: string | null;
  readonly more: (() => void) | undefined;
}

/** Readings as received: sequence, device time, delay, counter value and difference. */
export function ReadingsColumn({ readings, zone, since, more }: ReadingsColumnProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const decimals = maxDecimals(readings.map((reading) => reading.value));
  return (
    <>
      <div className={`${classes.reading} ${classes.head}`}>
        <span>{t('proof.reading.seq')}</span>
        <span>{t('proof.reading.device')}</span>
        <span className={classes.number}>{t('proof.reading.arrived')}</span>
        <span className={classes.number}>{t('proof.reading.value')}</span>
        <span className={classes.number}>{t('proof.reading.step')}</span>
      </div>
      {readings.map((reading) => {
        const late = Date.parse(reading.firstReceivedAt) - Date.parse(reading.deviceTime);
        return (
          <div
            key={`${reading.deviceTime} ${reading.seq}`}
            className={classes.reading}
            {...(since !== null &&
              reading.receivedAt >= since && { 'data-late': true, title: t('proof.since.late') })}
          >
            <span className={classes.seq}>{reading.seq}</span>
            <span>
              {new Intl.DateTimeFormat(format.locale, {
                timeStyle: 'medium',
                timeZone: zone,
                hourCycle: 'h23',
              }).format(new Date(reading.deviceTime))}
            </span>
            <span className={classes.number}>{late >= 0 ? `+${format.duration(late)}` : '—'}</span>
            <span className={classes.number}>
              {reading.value === null ? '—' : formatValue(reading.value, format, decimals)}
            </span>
            <span className={classes.number}>
              {reading.step === null ? '–' : format.number(reading.step, decimals)}
            </span>
          </div>
        );
      })}
      {more === undefined ? null : (
        <div className={classes.more}>
          <Button variant="subtle" size="xs" onClick={more}>
            {t('action.more')}
          </Button>
        </div>
      )}
    </>
  );
}
