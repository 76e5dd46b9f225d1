import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { FieldAction } from './field-action.js';

/** What is kept of an action; whether it is being sent is known to the running page alone. */
export type KeptAction = Omit<FieldAction, 'state' | 'isKept'> & {
  /** The membership that did it: another person on the same phone neither sees nor sends it. */
  readonly owner: string;
};

interface Vault extends DBSchema {
  actions: { key: string; value: KeptAction; indexes: { owner: string } };
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
 * Runs a task under a lock, because Chromium puts no page that holds one into its back/forward cache. A page that is left
 * while it creates the database would be frozen in that cache with its transaction open, and every later page would wait for
 * it for ever. Browsers offer locks on secure origins only.
 */
function withoutPageCache<T>(task: () => Promise<T>): Promise<T> {
  return window.isSecureContext ? navigator.locks.request(NAME, task) : task();
}

/** Actions of one owner, with their photos, in the order in which they were done. */
export async function readKept(owner: string): Promise<KeptAction[]> {
  const kept = await (await open()).getAllFromIndex('actions', 'owner', owner);
  return kept.sort((a, b) => a.at - b.at);
}

/** Keeps an action. It is on disk once the promise resolves, so it outlives the browser's process. */
export async function keepAction(action: KeptAction): Promise<void> {
  const transaction = (await open()).transaction('actions', 'readwrite', { durability: 'strict' });
  await Promise.all([transaction.store.put(action), transaction.done]);
}

export async function forgetAction(id: string): Promise<void> {
  await (await open()).delete('actions', id);
}
