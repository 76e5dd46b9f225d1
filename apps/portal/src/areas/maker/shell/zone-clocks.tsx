import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useNow } from '../../../clock/clock.js';
import { useFormat } from '../../../format/use-format.js';
import { isOpen } from './hub-hours.js';
import classes from './zone-clocks.module.css';

/** The user's local time, then each hub's, with an indication of whether the hub is open. */
export function ZoneClocks() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(10_000);
  const { data } = useQuery({
    queryKey: ['hubs'],
    queryFn: ({ signal }) => request('GET', '/hubs', { signal }),
    staleTime: 10 * 60_000,
  });
  return (
    <ul className={classes.clocks} aria-label={t('app:clock.label')}>
      <li className={classes.own}>
        {format.city(format.zone)} <span className="num">{format.time(now)}</span>
      </li>
      {(data?.items ?? []).map((hub) => {
        const open = isOpen(hub.hours, hub.zone, now);
        return (
          <li key={hub.id} className={classes.hub}>
            <span className={classes.dot} data-open={open || undefined} aria-hidden />
            {format.city(hub.zone)} <span className="num">{format.time(now, hub.zone)}</span>
            {open ? ` ${t('app:clock.open')}` : ''}
          </li>
        );
      })}
    </ul>
  );
}
