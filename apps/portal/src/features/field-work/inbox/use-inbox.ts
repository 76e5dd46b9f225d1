import { useSyncExternalStore } from 'react';
import { inbox, type InboxEntry } from './inbox.store.js';

export function useInbox(): readonly InboxEntry[] {
  return useSyncExternalStore(inbox.subscribe, inbox.list);
}
