import { useMemo } from 'react';
import { useOne } from '../../api/use-one.js';
import { productNow } from '../../clock/clock.js';

const HOUR = 3_600_000;
const AHEAD = 60 * 24 * HOUR;

/** Planned and ongoing visits of the next 60 days, next first. The API accepts at most 62 days per request. */
export function useComingVisits() {
  const span = useMemo(() => {
    const from = Math.floor(productNow() / HOUR) * HOUR;
    return { from: new Date(from).toISOString(), to: new Date(from + AHEAD).toISOString() };
  }, []);
  const query = useOne('visits', '/visits', { query: span, refetchInterval: 120_000 });
  const items = query.data?.items.filter((visit) => visit.state === 'planned' || visit.state === 'on_site');
  return { query, items };
}
