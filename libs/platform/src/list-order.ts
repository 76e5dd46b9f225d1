import { DomainError } from './domain/domain-error.js';
import { type CursorKey, decodeCursor } from './paging.js';

/** Columns by which a list can be sorted, by public name. */
export type SortableColumns = Readonly<Record<string, SortableColumn>>;

export interface SortableColumn {
  /** SQL expression. It must never be null. */
  readonly expression: string;
  /** SQL type of the expression. */
  readonly type: string;
}

/** A column that is sorted as text. */
export const textColumn = (expression: string): SortableColumn => ({ expression, type: 'text' });

export interface ListOrder {
  /** `order by` of the query, ending with the id to make the order unique. */
  readonly orderBy: string;
  /** SQL expression of the row's sort value, to be selected as `sort_value`. */
  readonly expression: string;
  /**
   * Returns the condition for rows after the cursor.
   * @param first placeholder number of the first of the two values in `parameters`
   */
  readonly after: (first: number) => string;
  /** Sort value and id of the cursor's row; nulls without a cursor. */
  readonly parameters: readonly [CursorKey[number], CursorKey[number]];
}

/**
 * Reads the parameters `sort` and `cursor` of a list.
 * @throws DomainError api.sort_unknown, platform.cursor_invalid
 */
export function readListOrder(
  { sort, cursor }: { readonly sort?: string; readonly cursor?: string },
  columns: SortableColumns,
  fallback: string,
  id: string,
): ListOrder {
  const requested = sort === undefined || sort === '' ? fallback : sort;
  const isDescending = requested.startsWith('-');
  const name = isDescending ? requested.slice(1) : requested;
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (column === undefined) {
    const params = { value: requested, allowed: Object.keys(columns).join(', ') };
    throw new DomainError('api.sort_unknown', params, [
      { pointer: '/sort', code: 'api.sort_unknown', params },
    ]);
  }
  const { expression, type } = column;
  const direction = isDescending ? 'desc' : 'asc';
  const [value, rowId] = cursor ? decodeCursor(cursor, 2) : [null, null];
  return {
    orderBy: `${expression} ${direction}, ${id} ${direction}`,
    expression,
    after: (first) =>
      `($${first + 1}::uuid is null or (${expression}, ${id}) ${isDescending ? '<' : '>'} ($${first}::${type}, $${first + 1}::uuid))`,
    parameters: [value ?? null, rowId ?? null],
  };
}

/**
 * Returns the condition that at least one of the texts contains the search term, ignoring case. A null term matches
 * every row. `%` and `_` are not wildcards.
 */
export function contains(parameter: string, ...texts: string[]): string {
  const within = texts.map((text) => `strpos(lower(${text}), lower(${parameter})) > 0`).join(' or ');
  return `(${parameter}::text is null or ${within})`;
}
