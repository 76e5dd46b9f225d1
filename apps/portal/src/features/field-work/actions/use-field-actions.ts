import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useSession } from '../../../api/session.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import type { FieldAction } from './field-action.js';
import { fieldActions, type NewAction } from './field-actions.store.js';

/** What was done and does not show in the server's answers yet. */
export function useFieldActions(): readonly FieldAction[] {
  return useSyncExternalStore(fieldActions.subscribe, fieldActions.list);
}

/** What was done and the server has not confirmed. */
export function useUnsentActions(): readonly FieldAction[] {
  return useFieldActions().filter(({ state }) => state !== 'sent');
}

/** Sends what the technician did; it stays visible until it has arrived. */
export function useSendAction(): (action: NewAction) => Promise<boolean> {
  return useCallback((action) => fieldActions.send(action, productNow()), []);
}

/** A server that was out of reach comes back without a sign: the browser tells only of the phone's own network. */
const RETRY_EVERY_MS = 20_000;

/**
 * Opens the unsent actions of whoever is signed in and sends them: at once, when the phone is online again, when the page is
 * looked at again and every few seconds.
 */
export function useFieldActionsUpkeep(): void {
  const { membership } = useSession();
  const stale = useStale();
  const actions = useUnsentActions();
  useEffect(() => fieldActions.onSent((names) => stale(...names)), [stale]);
  useEffect(() => void fieldActions.open(membership.id), [membership.id]);
  useEffect(() => {
    const again = (): void => {
      if (navigator.onLine && document.visibilityState === 'visible') void fieldActions.retryUnheard();
    };
    const timer = window.setInterval(again, RETRY_EVERY_MS);
    window.addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('online', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, []);
  const isLosable = actions.some((action) => !action.isKept);
  useEffect(() => {
    if (!isLosable) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isLosable]);
}
