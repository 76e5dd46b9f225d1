import { useTranslation } from 'react-i18next';
import { useNow } from '../../clock/clock.js';
import { zoneOffsetMinutes } from '../../format/time.js';
import { useFormat } from '../../format/use-format.js';
import classes from './instant.module.css';

interface InstantProps {
  readonly at: string | number | null | undefined;
  /** `relative` shows the date instead once 48 hours have passed. */
  readonly style?: 'dateTime' | 'date' | 'day' | 'time' | 'relative';
  /** Time zone of the site; its time is shown below the user's if the clocks differ. */
  readonly locationZone?: string;
  /** Name of the site; the zone's city by default. */
  readonly locationName?: string;
}

/** An instant in the user's zone, with the site's local time below. */
export function Instant({ at, style = 'dateTime', locationZone, locationName }: InstantProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(style === 'relative' ? 10_000 : 3_600_000);
  if (at === null || at === undefined) return <span className={classes.none}>—</span>;
  const epoch = typeof at === 'number' ? at : Date.parse(at);
  const written = style === 'relative' ? format.ago(epoch, now) : format[style](epoch);
  const isOtherZone =
    locationZone !== undefined &&
    zoneOffsetMinutes(locationZone, epoch) !== zoneOffsetMinutes(format.zone, epoch);
  return (
    <time className={classes.instant} dateTime={new Date(epoch).toISOString()} title={format.dateTime(epoch)}>
      <span>{written}</span>
      {isOtherZone ? (
        <span className={classes.place}>
          {t('time.atPlace', {
            time:
              style === 'dateTime' ? format.time(epoch, locationZone) : format.dateTime(epoch, locationZone),
            place: locationName ?? format.city(locationZone),
          })}
        </span>
      ) : null}
    </time>
  );
}
