import type { ListView } from './use-list-view.js';

/**
 * Props of a table for a list that the server doesn't sort: the layout of its view and, once all rows are loaded,
 * sorting within the table.
 */
export function tableOfView(
  { sort, setSort, layout, setLayout }: ListView,
  { hasNextPage }: { readonly hasNextPage: boolean },
) {
  const columns = { layout, onLayout: setLayout };
  return hasNextPage ? columns : { ...columns, sort, onSort: setSort, sortsLocally: true };
}
