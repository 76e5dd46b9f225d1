import { useQueryClient, type Query } from '@tanstack/react-query';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { problemOf } from '../../../problems/problem.js';

export interface Connection {
  /** `offline`: the phone has no network; `unreachable`: the network works, but the server does not respond. */
  readonly state: 'online' | 'offline' | 'unreachable';
  /** Time at which the newest response arrived, in epoch ms of the browser's clock; 0 before the first response. */
  readonly answeredAt: number;
}

/** Statuses by which a server or its proxy reports that the server is unreachable; 0 is a failed request. */
const UNREACHABLE_STATUSES = [0, 502, 503, 504];

function isUnreachable(query: Query): boolean {
  const { error } = query.state;
  return error !== null && UNREACHABLE_STATUSES.includes(problemOf(error).status);
}

/** Returns the state of the connection, based on the results of the most recent requests. */
export function useConnection(): Connection {
  const client = useQueryClient();
  const read = useMemo(() => {
    let known: Connection = { state: 'online', answeredAt: 0 };
    return (): Connection => {
      let answeredAt = 0;
      let failedAt = 0;
      for (const query of client.getQueryCache().getAll()) {
        answeredAt = Math.max(answeredAt, query.state.dataUpdatedAt);
        if (isUnreachable(query)) failedAt = Math.max(failedAt, query.state.errorUpdatedAt);
      }
      const state = !navigator.onLine ? 'offline' : failedAt > answeredAt ? 'unreachable' : 'online';
      if (known.state !== state || known.answeredAt !== answeredAt) known = { state, answeredAt };
      return known;
    };
  }, [client]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const unsubscribe = client.getQueryCache().subscribe(listener);
      window.addEventListener('online', listener);
      window.addEventListener('offline', listener);
      return () => {
        unsubscribe();
        window.removeEventListener('online', listener);
        window.removeEventListener('offline', listener);
      };
    },
    [client],
  );
  return useSyncExternalStore(subscribe, read);
}
