import { decodeCursor, DomainError } from '#platform';

/** Returns the id in a cursor: the last id of the previous page. @throws DomainError platform.cursor_invalid */
export function toId(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (!/^[0-9a-f-]{36}$/.test(String(id))) throw new DomainError('platform.cursor_invalid');
  return String(id);
}
