import { useTranslation } from 'react-i18next';
import { useNow } from '../../clock/clock.js';
import { useFormat } from '../../format/use-format.js';
import classes from './countdown.module.css';

interface CountdownProps {
  /** Start of the commitment, in epoch ms or ISO 8601, like `until`. */
  readonly from: string | number;
  readonly until: string | number;
  readonly paused?: boolean;
  readonly note?: string;
}

const ms = (at: string | number): number => (typeof at === 'number' ? at : Date.parse(at));

/**
 * Countdown of a commitment: time left in words and a bar of elapsed time; amber with less than a quarter left, red if
 * missed.
 */
export function Countdown({ from, until, paused = false, note }: CountdownProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(15_000);
  const left = ms(until) - now;
  const totalMs = Math.max(1, ms(until) - ms(from));
  const used = Math.min(1, Math.max(0, 1 - left / totalMs));
  const tone = paused ? 'paused' : left < 0 ? 'late' : left < totalMs / 4 ? 'short' : 'runs';
  const duration = format.duration(left, 'hours');
  const words = paused ? t('countdown.paused') : left < 0 ? t('countdown.late', { duration }) : duration;
  return (
    <span className={classes.countdown} data-tone={tone}>
      <span className={classes.words}>{words}</span>
      <svg
        className={classes.bar}
        height="5"
        role="img"
        aria-label={t('countdown.used', { share: format.percent(used) })}
      >
        <rect className={classes.rest} width="100%" height="5" rx="2.5" />
        <rect className={classes.used} width={paused ? '100%' : `${used * 100}%`} height="5" rx="2.5" />
      </svg>
      {note === undefined ? null : <span className={classes.note}>{note}</span>}
    </span>
  );
}
