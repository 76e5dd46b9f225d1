import { useDebouncedValue } from '@mantine/hooks';
import type { Page } from './types.js';
import { useOne } from './use-one.js';

/** A list of the api that can be searched: as many of it as one looks through, the rest by typing. */
export interface Searched {
  /** The thing's plural name, so that hints can find it. */
  readonly name: string;
  readonly path: string;
}

const SHOWN = 20;

/** The first of a list that match what somebody types, asked of the server: the whole may be longer than any page. */
export function useSearch<Item>({ name, path }: Searched, typed: string) {
  const wanted = typed.trim();
  const [asked] = useDebouncedValue(wanted, 200);
  const { data, isFetching } = useOne<Page<Item>>(name, path, {
    query: { limit: SHOWN, search: asked === '' ? undefined : asked },
    keep: true,
  });
  return {
    items: data?.items ?? [],
    hasMore: typeof data?.next === 'string',
    isSearching: isFetching || asked !== wanted,
  };
}
