import type { Optional, QueryOptionsOf } from './operations.js';
import { send, type UncheckedRequest } from './client.js';
import type { Page } from './types.js';
import type { ItemOf, ListPath } from './use-list.js';

const PAGE_SIZE = 200;
/** Maximum number of rows in an export. A browser keeps them all in memory. */
export const MAX_ROWS = 50_000;

/**
 * Fetches all rows of a list, page by page, up to `MAX_ROWS`.
 * @param onProgress receives the number of rows fetched so far after each page
 */
export async function fetchAll<Path extends ListPath>(
  path: Path,
  onProgress: (rows: number) => void,
  ...[options]: Optional<QueryOptionsOf<Path>>
): Promise<ItemOf<Path>[]> {
  const unchecked: Pick<UncheckedRequest, 'path' | 'query'> = options ?? {};
  const { path: parameters = {}, query = {} } = unchecked;
  const rows: ItemOf<Path>[] = [];
  for (let cursor: string | undefined; rows.length < MAX_ROWS;) {
    const page = (await send('GET', path, {
      path: parameters,
      query: { ...query, limit: PAGE_SIZE, cursor },
    })) as Page<ItemOf<Path>>;
    rows.push(...page.items);
    onProgress(rows.length);
    if (page.next === null) break;
    cursor = page.next;
  }
  return rows;
}
