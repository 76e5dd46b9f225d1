import { DomainError } from './domain/domain-error.js';
import { decodeCursor } from './paging.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Position in a list that is sorted by time, then id. */
export interface TimeCursor {
  readonly createdAt: Date;
  readonly id: string;
}

/** @throws DomainError platform.cursor_invalid */
export function parseTimeCursor(cursor: string | undefined): TimeCursor | null {
  if (cursor === undefined) return null;
  const [createdAt, id] = decodeCursor(cursor, 2);
  const time = new Date(String(createdAt));
  if (Number.isNaN(time.getTime()) || typeof id !== 'string' || !UUID.test(id))
    throw new DomainError('platform.cursor_invalid');
  return { createdAt: time, id };
}

/** Returns the values of a row for its cursor. */
export function timeCursorOf({ createdAt, id }: TimeCursor): [string, string] {
  return [createdAt.toISOString(), id];
}
