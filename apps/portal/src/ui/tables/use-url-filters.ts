import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

export type UrlFilters = Readonly<Record<string, string | undefined>>;

/** Reads search parameters as plain text and drops anything else. Pass it to a route as `validateSearch`. */
export function readUrlFilters(search: Record<string, unknown>): Record<string, string | undefined> {
  const filters: Record<string, string | undefined> = {};
  for (const [key, value] of Object.entries(search)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      filters[key] = String(value);
  }
  return filters;
}

/**
 * Filters of the current page in its address, so that they can be shared and survive a reload. A change replaces the
 * current entry of the browser's history.
 */
export function useUrlFilters(): [UrlFilters, (change: UrlFilters) => void] {
  const filters: UrlFilters = readUrlFilters(useSearch({ strict: false }));
  const navigate = useNavigate();
  const change = useCallback(
    (wanted: UrlFilters) => {
      void navigate({
        to: '.',
        search: (previous: Record<string, unknown>) => ({ ...readUrlFilters(previous), ...wanted }),
        replace: true,
      });
    },
    [navigate],
  );
  return [filters, change];
}

/** Returns the value of a filter; undefined if the page does not know the value, as in an old or mistyped address. */
export function oneOf<Value extends string>(
  values: readonly Value[],
  wanted: string | undefined,
): Value | undefined {
  return values.find((value) => value === wanted);
}

/**
 * Returns the tab in the address, or otherwise the first tab, so that an old or mistyped address never leads to an
 * empty page.
 */
export function chosenTab<Key extends string>(keys: readonly Key[], wanted: string | undefined): Key {
  const [first] = keys;
  if (first === undefined) throw new Error('Tabs need at least one');
  return oneOf(keys, wanted) ?? first;
}
