import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { FieldAction } from './field-action.js';

/** The stored part of an action. Only the open page knows whether it is being sent. */
export type StoredAction = Omit<FieldAction, 'state' | 'isKept'> & {
  /** Membership of the user who performed the action. Other users of the same phone neither see nor send it. */
  readonly owner: string;
};

interface Vault extends DBSchema {
  actions: { key: string; value: StoredAction; indexes: { owner: string } };
}

let opened: Promise<IDBPDatabase<Vault>> | undefined;

const NAME = 'dutycycle-field';

function open(): Promise<IDBPDatabase<Vault>> {
  opened ??= withoutPageCache(() =>
    openDB<Vault>(NAME, 1, {
      upgrade: (database) =>
        void database.createObjectStore('actions', { keyPath: 'id' }).createIndex('owner', 'owner'),
      terminated: () => (opened = undefined),
    }),
  );
  opened.catch(() => (opened = undefined));
  return opened;
}

/**
 * Runs a task under a lock, because Chromium never puts a page with a lock into its back/forward cache. A cached page
 * could hold an open database transaction, and every later page would wait for it forever. Browsers offer locks on
 * secure origins only.
 */
function withoutPageCache<T>(task: () => Promise<T>): Promise<T> {
  return window.isSecureContext ? navigator.locks.request(NAME, task) : task();
}

/** Actions of one owner, with their photos, in the order in which they were done. */
export async function readStoredActions(owner: string): Promise<StoredAction[]> {
  const stored = await (await open()).getAllFromIndex('actions', 'owner', owner);
  return stored.sort((a, b) => a.at - b.at);
}

/** Stores an action. It is on disk once the promise resolves, so it survives the end of the browser's process. */
export async function storeAction(action: StoredAction): Promise<void> {
  const transaction = (await open()).transaction('actions', 'readwrite', { durability: 'strict' });
  await Promise.all([transaction.store.put(action), transaction.done]);
}

export async function deleteStoredAction(id: string): Promise<void> {
  await (await open()).delete('actions', id);
}
