import { DomainError } from './domain/domain-error.js';
import { decodeCursor } from './paging.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Position in a list that is sorted by time, then id. */
export interface TimeCursor {
  readonly at: Date;
  readonly id: string;
}

/** @throws DomainError platform.cursor_invalid */
export function parseTimeCursor(cursor: string | undefined): TimeCursor | null {
  if (cursor === undefined) return null;
  const [time, id] = decodeCursor(cursor, 2);
  const at = new Date(String(time));
  if (Number.isNaN(at.getTime()) || typeof id !== 'string' || !UUID.test(id))
    throw new DomainError('platform.cursor_invalid');
  return { at, id };
}

/** Returns the values of a row for its cursor. */
export function timeCursorOf({
  createdAt,
  id,
}: {
  readonly createdAt: Date;
  readonly id: string;
}): [string, string] {
  return [createdAt.toISOString(), id];
}
