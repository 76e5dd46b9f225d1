import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useStale } from '../../api/use-stale.js';
import { productNow } from '../../app/clock.js';
import { fieldActions, type FieldAction, type NewAction } from './field-actions.store.js';

/** What was done and has not arrived. */
export function useFieldActions(): readonly FieldAction[] {
  return useSyncExternalStore(fieldActions.subscribe, fieldActions.list);
}

/** Sends what the technician did; it stays visible until it has arrived. */
export function useSendAction(): (action: NewAction) => Promise<boolean> {
  return useCallback((action) => fieldActions.send(action, productNow()), []);
}

/** Keeps the list of unsent actions alive: what arrived refreshes the pages, a connection that is back sends the rest. */
export function useFieldActionsUpkeep(): void {
  const stale = useStale();
  const actions = useFieldActions();
  useEffect(() => fieldActions.onSent((names) => void stale(...names)), [stale]);
  useEffect(() => {
    const again = (): void => void fieldActions.retryUnheard();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, []);
  const isWaiting = actions.length > 0;
  useEffect(() => {
    if (!isWaiting) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isWaiting]);
}
