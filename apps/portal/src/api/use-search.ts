import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { send } from './client.js';
import type { QueryOf } from './operations.js';
import type { Page } from './types.js';
import type { ItemOf, ListPath } from './use-list.js';

/** Paths of lists with full-text search. */
export type SearchPath = {
  [Path in ListPath]: 'search' extends keyof NonNullable<QueryOf<'GET', Path>> ? Path : never;
}[ListPath];

/** A list of the api that can be searched: as many of it as one looks through, the rest by typing. */
export interface Searched<Path extends SearchPath> {
  /** The thing's plural name, so that hints can find it. */
  readonly name: string;
  readonly path: Path;
}

const SHOWN = 20;

/** The first of a list that match what somebody types, asked of the server: the whole may be longer than any page. */
export function useSearch<Path extends SearchPath>({ name, path }: Searched<Path>, typed: string) {
  const wanted = typed.trim();
  const [asked] = useDebouncedValue(wanted, 200);
  const query = { limit: SHOWN, search: asked === '' ? undefined : asked };
  const { data, isFetching } = useQuery({
    queryKey: [name, 'one', path, {}, query],
    queryFn: ({ signal }) => send<Page<ItemOf<Path>>>('GET', path, { query, signal }),
    placeholderData: keepPreviousData,
  });
  return {
    items: data?.items ?? [],
    hasMore: typeof data?.next === 'string',
    isSearching: isFetching || asked !== wanted,
  };
}
