import { useTranslation } from 'react-i18next';
import { useFormat, type Format } from '../../../format/use-format.js';
import classes from './use-bar.module.css';

interface UseBarProps {
  /** A second; null where there is none. */
  readonly limit: number | null;
  /** A second, in the last minute. */
  readonly last?: number;
  /** A second, in the minute of a day in which it was most. */
  readonly most?: number;
}

/** From here on a limit is near. */
export const NEAR = 0.8;

/** How much of a limit is used: the last minute solid, the most of a day as a tick; amber where it is near, in words too. */
export function UseBar({ limit, last = 0, most = 0 }: UseBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const use = { last: writeRate(last, format), most: writeRate(most, format) };
  if (limit === null) return <span className={classes.note}>{t('maker:devices.limits.use', use)}</span>;
  const share = most / limit;
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

/** That a limit is near or was passed, in words. */
export function Nearness({ share }: { readonly share: number }) {
  const { t } = useTranslation();
  if (share < NEAR) return null;
  return <>, {t(share > 1 ? 'maker:devices.limits.over' : 'maker:devices.limits.near')}</>;
}

/** A rate with as many digits as say something. */
export function writeRate(perSecond: number, format: Format): string {
  return format.number(perSecond, perSecond > 0 && perSecond < 10 ? 1 : 0);
}

/** A share; what is little but not nothing is never 0 %. */
export function writeShare(share: number, format: Format): string {
  return share > 0 && share < 0.01 ? `< ${format.percent(0.01, 0)}` : format.percent(share, 0);
}
