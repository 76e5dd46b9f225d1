import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../api/types.js';
import { useNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import { plusDays } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { versionSpans, type Span } from './version-spans.js';
import classes from './version-timeline.module.css';

/** Maximum number of machines with their own row; further machines are only counted. */
const LANES = 8;

/** Timeline of a contract: its versions, the coverage of its machines, its pauses, and today. */
export function VersionTimeline({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const spans = versionSpans(contract, instantToWallTime(now, contract.zone).slice(0, 10));
  const toStyle = ({ left, width }: Span) => ({ left: `${left}%`, width: `${Math.max(width, 0.6)}%` });
  const term = (from: string, to: string | null): string =>
    to === null ? t('amendment.from', { day: day(from) }) : `${day(from)} – ${day(plusDays(to, -1))}`;
  return (
    <figure className={classes.figure} aria-label={t('amendment.timeline')}>
      <div className={classes.lane}>
        <span className={classes.label}>{t('amendment.terms')}</span>
        <div className={classes.track}>
          {spans.versions.map((version, index) => (
            <span
              key={version.from}
              className={classes.version}
              data-index={index % 2}
              style={toStyle(version)}
              title={term(version.from, version.to)}
            >
              {index + 1}
            </span>
          ))}
          {spans.today === null ? null : (
            <span
              className={classes.today}
              style={{ left: `${spans.today}%` }}
              title={t('amendment.today')}
            />
          )}
        </div>
      </div>
      {spans.pauses.length === 0 ? null : (
        <div className={classes.lane}>
          <span className={classes.label}>{t('pause.lane')}</span>
          <div className={classes.track} data-thin>
            {spans.pauses.map((pause) => (
              <span
                key={pause.from}
                className={classes.pause}
                style={toStyle(pause)}
                title={t('pause.days', { from: day(pause.from), to: day(pause.to) })}
              />
            ))}
          </div>
        </div>
      )}
      {spans.machines.slice(0, LANES).map(({ id, serial, stays }) => (
        <div key={id} className={classes.lane}>
          <span className={classes.label}>{serial}</span>
          <div className={classes.track} data-thin>
            {stays.map((stay) => (
              <span key={stay.left} className={classes.stay} style={toStyle(stay)} />
            ))}
            {spans.today === null ? null : (
              <span className={classes.today} style={{ left: `${spans.today}%` }} />
            )}
          </div>
        </div>
      ))}
      <figcaption className={classes.axis}>
        <span>{day(spans.from)}</span>
        {spans.machines.length > LANES ? (
          <span>{t('amendment.moreMachines', { count: spans.machines.length - LANES })}</span>
        ) : null}
        <span>{contract.endsOn === null ? t('amendment.open') : day(spans.to)}</span>
      </figcaption>
    </figure>
  );
}
