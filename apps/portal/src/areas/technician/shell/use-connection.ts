import { useQueryClient, type Query } from '@tanstack/react-query';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { problemOf } from '../../../problems/problem.js';

export interface Connection {
  /** `offline`: the phone has no network; `unreachable`: it has, but the server does not answer. */
  readonly state: 'online' | 'offline' | 'unreachable';
  /** When the newest answer came, by the device's clock in epoch ms; 0 before the first. */
  readonly answeredAt: number;
}

/** Statuses with which a server or what stands before it says that it cannot be reached. */
const OUT = [0, 502, 503, 504];

function isUnreachable(query: Query): boolean {
  const { error } = query.state;
  return error !== null && OUT.includes(problemOf(error).status);
}

/** Whether what is on the screen is fresh, judged by what the newest requests met. */
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
      const stop = client.getQueryCache().subscribe(listener);
      window.addEventListener('online', listener);
      window.addEventListener('offline', listener);
      return () => {
        stop();
        window.removeEventListener('online', listener);
        window.removeEventListener('offline', listener);
      };
    },
    [client],
  );
  return useSyncExternalStore(subscribe, read);
}
