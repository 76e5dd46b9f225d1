import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import { useOne } from '../../../api/use-one.js';
import type { RailCount } from './maker-navigation.js';

/** Counts beside the navigation's labels. A failed query only hides its own count. */
export function useRailCounts(): Readonly<Partial<Record<RailCount, number>>> {
  // Uses the same queries as the first page, so that both share one response.
  const fleet = useOne('fleet', '/fleet/summary', { refetchInterval: 60_000 });
  const today = useOne('today', '/today', { refetchInterval: 60_000 });
  const may = useMay();
  const disputes = useQuery({
    queryKey: ['disputes', 'count'],
    queryFn: ({ signal }) =>
      request('GET', '/disputes', {
        query: { state: 'open', limit: 1 },
        signal,
      }),
    refetchInterval: 60_000,
    enabled: may('disputes.decide'),
  });
  return {
    machines: fleet.data?.total,
    alarms: today.data?.criticalAlarms.length,
    tickets: today.data?.ticketsWithoutTechnician.length,
    kits: today.data?.kitsDue.length,
    disputes: disputes.data?.atStake.reduce((sum, { disputes: open }) => sum + open, 0),
    held: today.data?.heldUsage.length,
  };
}
