import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { request } from '../../api/transport.js';
import type { SavedView } from '../../api/types.js';
import { readLayout, type TableLayout, useTableLayout } from '../../ui/tables/table-layout.js';
import { type UrlFilters, useUrlFilters } from '../../ui/tables/use-url-filters.js';

/** Name of the address parameter with the sort order. */
const SORT = 'sort';
/** Parameters of every page that don't narrow its list: the open tab and the open dialog. */
const PARTS_OF_PAGES = ['tab', 'open'];

/** Filters, sort order and layout of a list, with the views that are saved for it. */
export interface ListView {
  readonly list: string;
  readonly filters: UrlFilters;
  /** Address parameters that identify what is open beside the list. They are not part of a view. */
  readonly opened: UrlFilters;
  /** Receives only changed parameters; undefined removes one. */
  readonly change: (change: UrlFilters) => void;
  /** `-key` sorts in descending order; undefined for the list's own order. */
  readonly sort: string | undefined;
  readonly setSort: (sort: string | undefined) => void;
  readonly layout: TableLayout;
  readonly setLayout: (layout: TableLayout) => void;
  readonly views: readonly SavedView[];
  readonly apply: (view: SavedView) => void;
}

/** Query of the saved views of a list, for the cache. */
export const savedViewsKey = (list: string) => ['saved-views', list] as const;

/**
 * State of a list. Filters and sort order are in the address, so that they can be shared; the layout is stored in this
 * browser. A list without filters in its address opens with the user's default view.
 * @param beside names of the parameters that identify what is open beside the list, such as the selected row
 */
export function useListView(list: string, beside: readonly string[] = []): ListView {
  const [parameters, change] = useUrlFilters();
  const [layout, setLayout] = useTableLayout(list);
  const { data } = useQuery({
    queryKey: savedViewsKey(list),
    queryFn: ({ signal }) => request('GET', '/saved-views', { query: { list }, signal }),
    staleTime: 60_000,
  });
  const isOpened = (key: string): boolean => PARTS_OF_PAGES.includes(key) || beside.includes(key);
  const entries = Object.entries(parameters);
  const opened = Object.fromEntries(entries.filter(([key]) => isOpened(key)));
  const { [SORT]: sort, ...filters } = Object.fromEntries(entries.filter(([key]) => !isOpened(key)));
  const apply = ({ settings }: SavedView): void => {
    const cleared = Object.fromEntries(Object.keys(filters).map((key) => [key, undefined]));
    change({ ...cleared, ...settings.filters, [SORT]: settings.sort ?? undefined });
    setLayout(readLayout(settings.layout));
  };
  const wasOpened = useRef(Object.keys(filters).length > 0 || sort !== undefined);
  useEffect(() => {
    if (wasOpened.current || data === undefined) return;
    wasOpened.current = true;
    const preferred = data.items.find(({ isDefault }) => isDefault);
    if (preferred !== undefined) apply(preferred);
  });
  return {
    list,
    filters,
    opened,
    change,
    sort,
    setSort: (wanted) => change({ [SORT]: wanted }),
    layout,
    setLayout,
    views: data?.items ?? [],
    apply,
  };
}
