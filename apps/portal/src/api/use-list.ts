import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryKey,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { send, type UncheckedRequest } from './client.js';
import type { ResponseBodyOf, QueryOptionsOf, Optional, PathOf, QueryOf } from './operations.js';
import type { Page } from './types.js';

/** Paths of lists with cursor pagination. */
export type ListPath = {
  [Path in PathOf<'GET'>]: 'cursor' extends keyof NonNullable<QueryOf<'GET', Path>> ? Path : never;
}[PathOf<'GET'>];

export type ItemOf<Path extends PathOf<'GET'>> =
  ResponseBodyOf<'GET', Path> extends { readonly items: readonly (infer Item)[] } ? Item : never;

interface Watching {
  readonly enabled?: boolean;
  readonly refetchInterval?: number;
}

type UncheckedOptions = Watching & Pick<UncheckedRequest, 'path' | 'query'>;

/** A page, including the fields that a list response has besides its items. */
type PageOf<Path extends ListPath> = Page<ItemOf<Path>> &
  Omit<ResponseBodyOf<'GET', Path>, keyof Page<unknown>>;

export interface List<Path extends ListPath> {
  readonly items: readonly ItemOf<Path>[];
  readonly query: UseInfiniteQueryResult<InfiniteData<PageOf<Path>>>;
  /** True until the first response arrives. */
  readonly waiting: boolean;
}

type Cursor = string | undefined;

/** Query options of a list with cursor pagination, for the cache. */
export function listQuery<Path extends ListPath>(
  name: string,
  path: Path,
  ...[options]: Optional<Watching & QueryOptionsOf<Path>>
) {
  const unchecked: UncheckedOptions = options ?? {};
  const { path: parameters = {}, query = {}, enabled = true, ...rest } = unchecked;
  return infiniteQueryOptions<PageOf<Path>, Error, InfiniteData<PageOf<Path>>, QueryKey, Cursor>({
    queryKey: [name, 'list', path, parameters, query],
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      send('GET', path, { path: parameters, query: { limit: 100, ...query, cursor: pageParam }, signal }),
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (before) => before,
    enabled: enabled && !Object.values(parameters).includes(undefined),
    ...rest,
  });
}

/** Reads a list with cursor pagination. Hints find it by its name, usually the plural of the resource type. */
export function useList<Path extends ListPath>(
  name: string,
  path: Path,
  ...options: Optional<Watching & QueryOptionsOf<Path>>
): List<Path> {
  const result = useInfiniteQuery(listQuery(name, path, ...options));
  const items = useMemo(() => result.data?.pages.flatMap((page) => page.items) ?? [], [result.data]);
  return {
    items,
    query: result,
    waiting: result.data === undefined && !result.isError,
  };
}
