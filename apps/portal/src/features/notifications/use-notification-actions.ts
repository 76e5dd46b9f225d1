import { request } from '../../api/transport.js';
import { useStale } from '../../api/use-stale.js';

export interface NotificationActions {
  readonly markRead: (id: string) => Promise<void>;
  readonly markUnread: (id: string) => Promise<void>;
  /** @param until creation time of the newest notification that the user has seen */
  readonly markAllRead: (until?: string) => Promise<void>;
  readonly mute: (id: string, what: 'type' | 'object') => Promise<void>;
}

/** Actions on notifications. Each reloads the lists. */
export function useNotificationActions(): NotificationActions {
  const stale = useStale();
  const reload = (): Promise<void> => stale('notifications', 'notification-preferences');
  return {
    markRead: async (id) => {
      await request('PUT', '/notifications/{id}/read', { path: { id } });
      await reload();
    },
    markUnread: async (id) => {
      await request('DELETE', '/notifications/{id}/read', { path: { id } });
      await reload();
    },
    markAllRead: async (until) => {
      await request('POST', '/notifications/mark-all-read', { body: until === undefined ? {} : { until } });
      await reload();
    },
    mute: async (id, what) => {
      await request('POST', '/notifications/{id}/mute', { path: { id }, body: { what } });
      await reload();
    },
  };
}
