import { DomainError } from './domain/domain-error.js';

/** Content of a keyset cursor: the sort values of the last row, ending with its id. */
export type CursorKey = readonly (string | number | boolean | null)[];

export interface Page<Item> {
  readonly items: Item[];
  /** Cursor of the next page; null on the last page. */
  readonly next: string | null;
}

/**
 * Encodes a row's sort values as a cursor. Cursors are opaque to clients, because their content may change between
 * versions.
 */
export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');
}

/**
 * Decodes a cursor.
 * @param length number of values in the list's keys
 * @throws DomainError `platform.cursor_invalid` if it isn't a cursor of this list
 */
export function decodeCursor(cursor: string, length: number): CursorKey {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    key = null;
  }
  if (!Array.isArray(key) || key.length !== length || !key.every(isScalar)) {
    throw new DomainError('platform.cursor_invalid');
  }
  return key;
}

/**
 * Decodes a cursor of texts.
 * @throws DomainError `platform.cursor_invalid` if it isn't a cursor of this list
 */
export function decodeTextCursor(cursor: string, length: 1): [string];
export function decodeTextCursor(cursor: string, length: 2): [string, string];
export function decodeTextCursor(cursor: string, length: 3): [string, string, string];
export function decodeTextCursor(cursor: string, length: number): readonly string[] {
  const key = decodeCursor(cursor, length);
  if (!key.every((part) => typeof part === 'string')) throw new DomainError('platform.cursor_invalid');
  return key;
}

function isScalar(value: unknown): value is CursorKey[number] {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/**
 * Returns a page of rows that were queried with `limit` + 1.
 * @param keyOf returns a row's sort values in the order of the query's ORDER BY
 */
export function toPage<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => CursorKey): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}
