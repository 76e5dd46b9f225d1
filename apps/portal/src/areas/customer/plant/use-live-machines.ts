import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type LivePatch, useLiveValues, useLostSince } from '../../../api/realtime.js';
import { type List, listQuery, useList } from '../../../api/use-list.js';
import { withLiveValues } from '../../../features/machines/live/with-live-values.js';
import { LIVE_MACHINES } from './plant-queries.js';

const KEY = listQuery('machines', '/machines', { query: LIVE_MACHINES }).queryKey;
/**
 * Interval for refetching states and running times, which only the server derives. Values arrive over the live
 * connection.
 */
const REFETCH_MS = 60_000;
/** Interval for refetching values while there is no live connection. */
const REFETCH_WITHOUT_SOCKET_MS = 10_000;

const noKnownTimes = (): undefined => undefined;

/** The customer's machines with live values. */
export function useLiveMachines(): List<'/machines'> {
  const client = useQueryClient();
  const isLost = useLostSince() !== undefined;
  const machines = useList('machines', '/machines', {
    query: LIVE_MACHINES,
    refetchInterval: isLost ? REFETCH_WITHOUT_SOCKET_MS : REFETCH_MS,
  });
  const patch = useCallback(
    (live: LivePatch) => {
      client.setQueryData(KEY, (before) =>
        before === undefined
          ? before
          : {
              ...before,
              pages: before.pages.map((page) => ({
                ...page,
                items: page.items.map((row) => withLiveValues(row, live)),
              })),
            },
      );
    },
    [client],
  );
  useLiveValues(
    machines.items.map(({ id }) => id),
    patch,
    noKnownTimes,
  );
  return machines;
}
