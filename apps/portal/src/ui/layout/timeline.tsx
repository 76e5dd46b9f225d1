import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { zoneOffsetMinutes } from '../../format/time.js';
import { useFormat } from '../../format/use-format.js';
import type { Tone } from '../values/state-tone.js';
import classes from './timeline.module.css';

export interface TimelineEntry {
  readonly id: string;
  readonly at: string;
  readonly icon: Icon;
  readonly tone?: Tone;
  /** The event in one line. */
  readonly fact: ReactNode;
  /** Consequence of the event. */
  readonly consequence?: ReactNode;
}

interface TimelineProps {
  /** Events, newest first. */
  readonly entries: readonly TimelineEntry[];
  /** Time zone of the site, shown below the user's time if the clocks differ. */
  readonly locationZone?: string;
}

/** Events, newest first: the user's time with the site's time below, icon, event and consequence. */
export function Timeline({ entries, locationZone }: TimelineProps) {
  const format = useFormat();
  return (
    <ol className={classes.timeline}>
      {entries.map((entry) => {
        const at = Date.parse(entry.at);
        const Sign = entry.icon;
        const isOtherZone =
          locationZone !== undefined &&
          zoneOffsetMinutes(locationZone, at) !== zoneOffsetMinutes(format.zone, at);
        return (
          <li key={entry.id} className={classes.entry}>
            <time dateTime={entry.at} className={classes.time} title={format.dateTime(at)}>
              <span>{format.time(at)}</span>
              <span className={classes.date}>{format.shortDate(at)}</span>
              {isOtherZone && locationZone !== undefined ? (
                <span
                  className={classes.date}
                >{`${format.time(at, locationZone)} ${format.city(locationZone)}`}</span>
              ) : null}
            </time>
            <Sign size={16} stroke={1.75} aria-hidden className={classes.sign} data-tone={entry.tone} />
            <div className={classes.words}>
              <div className={classes.fact}>{entry.fact}</div>
              {entry.consequence === undefined ? null : (
                <div className={classes.consequence}>{entry.consequence}</div>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
