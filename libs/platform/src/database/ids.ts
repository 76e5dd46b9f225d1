import { v7 } from 'uuid';

/** Returns a new UUIDv7 id. Ids that are created one after another are adjacent in their index. */
export function newId(): string {
  return v7();
}
