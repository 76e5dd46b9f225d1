import { useQueries } from '@tanstack/react-query';
import { request } from '../../api/transport.js';
import type { CounterPast } from '../../api/types.js';
import type { CounterOnPage } from './simulated-plan.js';

export interface Pasts {
  /** In the counters' order; undefined until one is read. */
  readonly pasts: readonly (CounterPast | undefined)[];
  readonly read: number;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

const MONTHS = 12;
/** What is over changes seldom. */
const FRESH_MS = 10 * 60_000;

/** What each counter counted in the last twelve whole months: read once, however many plans are tried on it. */
export function usePasts(counters: readonly CounterOnPage[], zone: string): Pasts {
  const answers = useQueries({
    queries: counters.map(({ deviceId, signalKey }) => ({
      queryKey: ['counter-months', deviceId, signalKey, zone],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        request<CounterPast>('GET', `/devices/${deviceId}/counter-months`, {
          query: { signalKey, zone, months: MONTHS },
          signal,
        }),
      staleTime: FRESH_MS,
      retry: false,
    })),
  });
  const read = answers.filter(({ data }) => data !== undefined).length;
  const failed = answers.filter(({ error }) => error !== null);
  return {
    pasts: answers.map(({ data }) => data),
    read,
    isReady: counters.length > 0 && read === counters.length,
    error: failed[0]?.error ?? null,
    retry: () => failed.forEach((answer) => void answer.refetch()),
  };
}
