import type { OperationExample } from './operation.js';

const ID = '0193a5b0-7c00-7000-8000-000000000001';
const PREFERENCES = {
  types: [
    {
      type: 'alarm.critical',
      category: 'machines',
      portal: true,
      mail: 'immediate',
      push: true,
      isDefault: true,
    },
    {
      type: 'ticket.closed',
      category: 'service',
      portal: true,
      mail: 'daily',
      push: false,
      isDefault: false,
    },
  ],
  times: { quietFrom: '22:00', quietTo: '06:30', digestAt: '08:00', digestWeekday: 1 },
  mutes: [
    {
      id: ID,
      objectKind: 'machine',
      objectId: '0193a5b0-7c00-7000-8000-000000000002',
      label: 'KX-0042',
      createdAt: '2026-11-30T11:05:00.000Z',
    },
  ],
};

const PUSH_SUBSCRIPTION = {
  id: ID,
  name: 'Firefox on Windows',
  endpointHash: '4f'.repeat(32),
  service: 'updates.push.services.mozilla.com',
  createdAt: '2026-11-30T11:05:00.000Z',
  lastSuccessAt: null,
};

/**
 * Examples of operations that require no permission. These examples are not recorded, because some of the calls contain
 * secrets.
 */
export const SESSION_EXAMPLES: Readonly<Record<string, OperationExample>> = {
  Demo_find: {
    response: {
      people: [
        { name: 'Lin', role: 'manager', email: 'lin@demo.dutycycle.example', password: 'duty-demo' },
        {
          name: 'Sari Demo',
          role: 'technician',
          email: 'sari@demo.dutycycle.example',
          password: 'duty-demo',
        },
      ],
    },
  },
  Session_signIn: { request: { email: 'lin@atlas.example', password: 'correct horse battery staple' } },
  Session_changeProfile: { request: { locale: 'pl', zone: 'Europe/Warsaw' } },
  Session_switchMembership: { request: { membershipId: '0193a5b0-7c00-7000-8000-000000000001' } },
  PasswordResets_request: { request: { email: 'lin@atlas.example' } },
  PasswordResets_reset: { request: { password: 'correct horse battery staple' } },
  Invitations_accept: {
    request: { password: 'correct horse battery staple', name: 'Sari Wulandari' },
  },
  Notifications_list: {
    response: {
      items: [
        {
          id: ID,
          type: 'alarm.critical',
          objectKind: 'alarm',
          objectId: '0193a5b0-7c00-7000-8000-000000000002',
          params: { serial: 'KX-0042', code: 'A33', customer: 'Norda', site: 'Kielce' },
          occurredAt: '2026-11-30T11:05:00.000Z',
          createdAt: '2026-11-30T11:05:01.000Z',
          readAt: null,
          isEscalated: false,
        },
      ],
      next: null,
      unread: 1,
    },
  },
  Notifications_markAllRead: { request: { until: '2026-11-30T11:05:01.000Z' } },
  Notifications_mute: { request: { what: 'object' } },
  NotificationPreferences_read: { response: PREFERENCES },
  NotificationPreferences_changeTimes: { request: PREFERENCES.times, response: PREFERENCES },
  NotificationPreferences_change: {
    request: { portal: true, mail: 'daily', push: false },
    response: PREFERENCES,
  },
  Deliveries_listOwn: {
    response: {
      items: [
        {
          id: ID,
          channel: 'email',
          kind: 'immediate',
          type: 'alarm.critical',
          items: 1,
          person: { id: '0193a5b0-7c00-7000-8000-000000000002', name: 'Lin' },
          recipient: 'lin@atlas.example',
          subject: 'Critical alarm on KX-0042: High pressure',
          state: 'sent',
          attempts: 1,
          error: null,
          createdAt: '2026-11-30T11:05:02.000Z',
          finishedAt: '2026-11-30T11:05:03.000Z',
        },
      ],
      next: null,
    },
  },
  PushSubscriptions_list: { response: { items: [PUSH_SUBSCRIPTION], next: null } },
  PushSubscriptions_add: {
    request: {
      name: PUSH_SUBSCRIPTION.name,
      endpoint: 'https://updates.push.services.mozilla.com/wpush/v2/gAAAAABl',
      keys: {
        p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        auth: 'BTBZMqHH6r4Tts7J_aSIgg',
      },
    },
    response: PUSH_SUBSCRIPTION,
  },
  PushSubscriptions_readPublicKey: {
    response: {
      publicKey: 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
    },
  },
  PushSubscriptions_test: { response: { deliveryId: ID } },
  Unsubscribe_read: { response: { makerName: 'Atlas', what: 'alarm.critical' } },
  Health_live: { response: { status: 'ok', checks: {} } },
  Health_ready: { response: { status: 'ok', checks: { database: 'up' } } },
};
