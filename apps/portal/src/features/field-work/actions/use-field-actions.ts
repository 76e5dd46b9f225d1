import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useSession } from '../../../api/session.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import type { FieldAction } from './field-action.js';
import { fieldActions, type NewAction } from './field-actions.store.js';

/** Actions that the server's data does not include yet. */
export function useFieldActions(): readonly FieldAction[] {
  return useSyncExternalStore(fieldActions.subscribe, fieldActions.list);
}

/** Actions that the server has not confirmed. */
export function useUnsentActions(): readonly FieldAction[] {
  return useFieldActions().filter(({ state }) => state !== 'sent');
}

/** Returns a function that sends an action, which stays visible until it has arrived. */
export function useSendAction(): (action: NewAction) => Promise<boolean> {
  return useCallback((action) => fieldActions.send(action, productNow()), []);
}

/**
 * Interval for retries. The browser reports the phone's own network, but nothing reports that the server is reachable
 * again.
 */
const RETRY_EVERY_MS = 20_000;

/**
 * Loads the signed-in user's unsent actions and sends them: when the component mounts, when the phone is online again,
 * when the page becomes visible, and every `RETRY_EVERY_MS`.
 */
export function useFieldActionsSync(): void {
  const { membership } = useSession();
  const stale = useStale();
  const actions = useUnsentActions();
  useEffect(() => fieldActions.onSent((names) => stale(...names)), [stale]);
  useEffect(() => void fieldActions.open(membership.id), [membership.id]);
  useEffect(() => {
    const retry = (): void => {
      if (navigator.onLine && document.visibilityState === 'visible') void fieldActions.retryUndecided();
    };
    const timer = window.setInterval(retry, RETRY_EVERY_MS);
    window.addEventListener('online', retry);
    document.addEventListener('visibilitychange', retry);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('online', retry);
      document.removeEventListener('visibilitychange', retry);
    };
  }, []);
  const isLosable = actions.some((action) => !action.isKept);
  useEffect(() => {
    if (!isLosable) return undefined;
    const confirmLeave = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', confirmLeave);
    return () => window.removeEventListener('beforeunload', confirmLeave);
  }, [isLosable]);
}
