import { keepPreviousData, queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { send, type UncheckedRequest } from './client.js';
import type { ResponseBodyOf, QueryOptionsOf, Optional, PathOf } from './operations.js';

interface QueryBehavior {
  readonly enabled?: boolean;
  readonly refetchInterval?: number;
  readonly staleTime?: number;
  /** Whether the previous response is shown until the new one arrives. */
  readonly keepPrevious?: boolean;
}

type UncheckedOptions = QueryBehavior & Pick<UncheckedRequest, 'path' | 'query'>;

/**
 * The query of one resource, for `useQueries` and the cache. Hints find it by its name: the keys of openapi-react-query
 * consist of paths, so a hint about a machine would also reload the machine's history.
 */
export function oneQuery<Path extends PathOf<'GET'>>(
  name: string,
  path: Path,
  ...[options]: Optional<QueryBehavior & QueryOptionsOf<Path>>
) {
  const unchecked: UncheckedOptions = options ?? {};
  const { path: parameters = {}, query = {}, keepPrevious = false, enabled = true, ...rest } = unchecked;
  return queryOptions({
    queryKey: [name, 'one', path, parameters, query],
    queryFn: ({ signal }) =>
      send<ResponseBodyOf<'GET', Path>>('GET', path, { path: parameters, query, signal }),
    placeholderData: keepPrevious ? keepPreviousData : undefined,
    enabled: enabled && !Object.values(parameters).includes(undefined),
    ...rest,
  });
}

/** Reads one resource. Hints find it by its name, usually the plural of the resource type. */
export function useOne<Path extends PathOf<'GET'>>(
  name: string,
  path: Path,
  ...options: Optional<QueryBehavior & QueryOptionsOf<Path>>
): UseQueryResult<ResponseBodyOf<'GET', Path>> {
  return useQuery(oneQuery(name, path, ...options));
}
