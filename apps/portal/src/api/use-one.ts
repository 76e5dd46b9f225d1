import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { request } from './transport.js';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface OneOptions {
  readonly query?: Query;
  readonly enabled?: boolean;
  readonly refetchInterval?: number;
  readonly staleTime?: number;
  /** Keeps showing the answer to the question before while a new one is on its way. */
  readonly keep?: boolean;
}

/** One resource; its key starts with the thing's plural name, so that hints can find it. */
export function useOne<Answer>(name: string, path: string, options: OneOptions = {}): UseQueryResult<Answer> {
  const { query = {}, keep = false, ...rest } = options;
  return useQuery<Answer>({
    queryKey: [name, 'one', path, query],
    queryFn: ({ signal }) => request<Answer>('GET', path, { query, signal }),
    placeholderData: keep ? keepPreviousData : undefined,
    ...rest,
  });
}
