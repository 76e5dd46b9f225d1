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

/** A searchable list of the API. The first results can be browsed; all other items are found by typing. */
export interface SearchableList<Path extends SearchPath> {
  /** Plural name of the resource, by which hints find it. */
  readonly name: string;
  readonly path: Path;
}

const SHOWN = 20;

/**
 * Returns the first matches for the typed text. The search runs on the server, because the full list can be longer than
 * any page.
 */
export function useSearch<Path extends SearchPath>({ name, path }: SearchableList<Path>, typed: string) {
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
