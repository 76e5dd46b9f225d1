import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { type KnownTimes, type LivePatch, useLiveValues } from '../../../api/realtime.js';
import type { Live } from '../../../api/types.js';
import { oneQuery } from '../../../api/use-one.js';

const STALE = 3;

/**
 * Live values of a machine: requested once, then updated over the live connection, and refetched every minute in case
 * an update was lost.
 */
export function useLive(machineId: string): UseQueryResult<Live> {
  const client = useQueryClient();
  const query = useMemo(
    () => oneQuery('live', '/machines/{id}/live', { path: { id: machineId }, refetchInterval: 60_000 }),
    [machineId],
  );
  const live = useQuery(query);
  const patch = useCallback(
    ({ machineId: whose, at, values, qualities }: LivePatch) => {
      if (whose !== undefined && whose !== machineId) return;
      client.setQueryData(query.queryKey, (before) => {
        if (before === undefined) return before;
        const next = { ...before.values };
        for (const [key, value] of Object.entries(values)) {
          const known = next[key];
          if (known === undefined || known.at > at) continue;
          const quality = qualities?.[key] ?? 0;
          // A signal that becomes stale keeps its last value and measurement time.
          next[key] =
            value === null && quality === STALE ? { ...known, quality } : { ...known, value, at, quality };
        }
        const lastSeenAt = before.lastSeenAt !== null && before.lastSeenAt > at ? before.lastSeenAt : at;
        return { ...before, values: next, connected: true, lastSeenAt, silentSince: null };
      });
    },
    [client, machineId, query],
  );
  const known = useCallback(() => newestByDevice(client.getQueryData(query.queryKey)), [client, query]);
  useLiveValues([machineId], patch, known);
  return live;
}

function newestByDevice(live: Live | undefined): KnownTimes | undefined {
  if (live === undefined) return undefined;
  const newest: Record<string, string> = {};
  for (const { at, device } of Object.values(live.values))
    if (!((newest[device.id] ?? '') > at)) newest[device.id] = at;
  return newest;
}

/** Measurement time of a machine's newest value; undefined without values. */
export function newestAt(live: Live | undefined): string | undefined {
  const times = Object.values(newestByDevice(live) ?? {});
  return times.length === 0 ? undefined : times.reduce((newest, at) => (at > newest ? at : newest));
}
