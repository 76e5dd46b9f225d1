import { v7 } from 'uuid';

/** A new id: UUIDv7, so that keys of rows made one after another lie together in their index. */
export function newId(): string {
  return v7();
}
