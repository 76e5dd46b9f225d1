import { useInfiniteQuery, type UseInfiniteQueryResult, type InfiniteData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { request } from './transport.js';
import type { Page } from './types.js';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface List<Item> {
  readonly items: readonly Item[];
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<Item>>>;
  /** True while there is no first answer. */
  readonly waiting: boolean;
}

interface ListOptions {
  readonly enabled?: boolean;
  readonly refetchInterval?: number;
}

/** A list by keyset pages; its key starts with the thing's plural name, so that hints can find it. */
export function useList<Item>(
  name: string,
  path: string,
  query: Query = {},
  options: ListOptions = {},
): List<Item> {
  const result = useInfiniteQuery({
    queryKey: [name, 'list', path, query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      request<Page<Item>>('GET', path, { query: { limit: 100, ...query, cursor: pageParam }, signal }),
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (before) => before,
    ...options,
  });
  const items = useMemo(() => result.data?.pages.flatMap((page) => page.items) ?? [], [result.data]);
  return {
    items,
    query: result,
    waiting: result.data === undefined && !result.isError,
  };
}
