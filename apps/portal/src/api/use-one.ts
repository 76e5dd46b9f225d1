import { keepPreviousData, queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { send, type UncheckedRequest } from './client.js';
import type { AnswerOf, AskedOf, Optional, PathOf } from './operations.js';

interface Watching {
  readonly enabled?: boolean;
  readonly refetchInterval?: number;
  readonly staleTime?: number;
  /** Shows the previous response until the new one arrives. */
  readonly keep?: boolean;
}

type UncheckedOptions = Watching & Pick<UncheckedRequest, 'path' | 'query'>;

/**
 * The query of one resource, for `useQueries` and the cache. Hints find it by its name: the keys of openapi-react-query consist of
 * paths, so a hint about a machine would also reload the machine's history.
 */
export function oneQuery<Path extends PathOf<'GET'>>(
  name: string,
  path: Path,
  ...[options]: Optional<Watching & AskedOf<Path>>
) {
  const unchecked: UncheckedOptions = options ?? {};
  const { path: parameters = {}, query = {}, keep = false, enabled = true, ...rest } = unchecked;
  return queryOptions({
    queryKey: [name, 'one', path, parameters, query],
    queryFn: ({ signal }) => send<AnswerOf<'GET', Path>>('GET', path, { path: parameters, query, signal }),
    placeholderData: keep ? keepPreviousData : undefined,
    enabled: enabled && !Object.values(parameters).includes(undefined),
    ...rest,
  });
}

/** Reads one resource. Hints find it by its name, the plural of the resource it shows. */
export function useOne<Path extends PathOf<'GET'>>(
  name: string,
  path: Path,
  ...options: Optional<Watching & AskedOf<Path>>
): UseQueryResult<AnswerOf<'GET', Path>> {
  return useQuery(oneQuery(name, path, ...options));
}
