import { useTranslation } from 'react-i18next';
import { useFormat, type Format } from '../../../format/use-format.js';
import classes from './use-bar.module.css';

interface UseBarProps {
  /** Limit per second; null if there is none. */
  readonly limit: number | null;
  /** Rate per second in the last minute. */
  readonly last?: number;
  /** Rate per second in the busiest minute of the last 24 hours. */
  readonly max?: number;
}

/** Share of a limit from which the usage is shown as near the limit. */
export const NEAR = 0.8;

/**
 * Usage of a limit: the last minute as a bar and the maximum of the last 24 hours as a tick. If the maximum is near or
 * over the limit, the text below has the warning colour and states this.
 */
export function UseBar({ limit, last = 0, max = 0 }: UseBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const use = { last: writeRate(last, format), most: writeRate(max, format) };
  if (limit === null) return <span className={classes.note}>{t('maker:devices.limits.use', use)}</span>;
  const share = max / limit;
  return (
    <>
      <span className={classes.bar} aria-hidden>
        <span className={classes.last} style={{ width: `${Math.min(1, last / limit) * 100}%` }} />
        <span className={classes.most} style={{ left: `${Math.min(1, share) * 100}%` }} />
      </span>
      <span className={classes.note} data-near={share >= NEAR || undefined}>
        {t('maker:devices.limits.useOf', { ...use, share: writeShare(share, format) })}
        <Nearness share={share} />
      </span>
    </>
  );
}

/** States in words that a limit is near or was exceeded. */
export function Nearness({ share }: { readonly share: number }) {
  const { t } = useTranslation();
  if (share < NEAR) return null;
  return <>, {t(share > 1 ? 'maker:devices.limits.over' : 'maker:devices.limits.near')}</>;
}

/** Formats a rate, with one decimal if it is below 10. */
export function writeRate(perSecond: number, format: Format): string {
  return format.number(perSecond, perSecond > 0 && perSecond < 10 ? 1 : 0);
}

/** Formats a share. A small non-zero share is never shown as 0%. */
export function writeShare(share: number, format: Format): string {
  return share > 0 && share < 0.01 ? `< ${format.percent(0.01, 0)}` : format.percent(share, 0);
}
