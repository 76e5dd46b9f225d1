import { useQuery } from '@tanstack/react-query';
import { request } from '../../api/transport.js';
import type { FleetSummary, Today } from '../../api/types.js';
import type { RailCount } from './maker-navigation.js';

/** Counts beside the rail's words; a part that fails only leaves its number out. */
export function useRailCounts(): Readonly<Partial<Record<RailCount, number>>> {
  const fleet = useQuery({
    queryKey: ['fleet', 'summary'],
    queryFn: ({ signal }) => request<FleetSummary>('GET', '/fleet/summary', { signal }),
    refetchInterval: 60_000,
  });
  const today = useQuery({
    queryKey: ['today'],
    queryFn: ({ signal }) => request<Today>('GET', '/today', { signal }),
    refetchInterval: 60_000,
  });
  return {
    machines: fleet.data?.total,
    alarms: today.data?.criticalAlarms.length,
    tickets: today.data?.ticketsWithoutTechnician.length,
    kits: today.data?.kitsDue.length,
    held: today.data?.heldUsage.length,
  };
}
