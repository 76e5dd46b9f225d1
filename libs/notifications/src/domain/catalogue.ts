import { type Permission, type Role, ROLES } from '#organization/domain';

/** Frequency of a person's emails about a type. */
export const MAIL_MODES = ['off', 'immediate', 'daily', 'weekly'] as const;
export type MailMode = (typeof MAIL_MODES)[number];

/** Channels by which a person is notified of a type. */
export interface Channels {
  readonly portal: boolean;
  readonly mail: MailMode;
  /** Whether the browsers that the person has added get a push message. */
  readonly push: boolean;
}

/** Kinds of objects that notifications are about. */
export type ObjectKind =
  | 'alarm'
  | 'ticket'
  | 'device'
  | 'meter_exception'
  | 'billing_run'
  | 'invoice'
  | 'dispute'
  | 'kit_delivery'
  | 'usage_alert'
  | 'history_import'
  | 'session';

/** All types of notifications. Those with `isForWebhooks` are also event types of webhooks. */
export const NOTIFICATION_TYPES = [
  'alarm.critical',
  'alarm.warning',
  'ticket.opened',
  'ticket.assigned',
  'ticket.closed',
  'device.offline',
  'usage.on_hold',
  'billing_run.finished',
  'invoice.issued',
  'dispute.opened',
  'dispute.answered',
  'dispute.decided',
  'payment.failed',
  'chargeback.opened',
  'kit.sent',
  'import.finished',
  'certificate.expiring',
  'usage_alert.reached',
  'account.new_sign_in',
] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

export type NotificationCategory = 'machines' | 'service' | 'billing' | 'data' | 'account';

/** Definition of a type: the permission required to be notified, and the defaults by role. */
export interface TypeDefinition {
  readonly category: NotificationCategory;
  /** Permission to read the object; null if the type concerns only the person named in the event. */
  readonly permission: Permission | null;
  /** Channels by role. Roles that are not listed are not notified by default. */
  readonly defaults: Partial<Readonly<Record<Role, Channels>>>;
  /** False for events of one person's account or alerts, which only that person may receive. */
  readonly isForWebhooks: boolean;
}

const PORTAL: Channels = { portal: true, mail: 'off', push: false };
const NOW: Channels = { portal: true, mail: 'immediate', push: true };
const DAILY: Channels = { portal: true, mail: 'daily', push: false };

const forAll = (channels: Channels): TypeDefinition['defaults'] =>
  Object.fromEntries(ROLES.map((role) => [role, channels]));

/** The catalogue of notification types. */
export const CATALOGUE: Readonly<Record<NotificationType, TypeDefinition>> = {
  'alarm.critical': {
    category: 'machines',
    permission: 'fleet.read',
    defaults: { manager: NOW, engineer: NOW, dispatcher: PORTAL, customer_admin: PORTAL },
    isForWebhooks: true,
  },
  'alarm.warning': {
    category: 'machines',
    permission: 'fleet.read',
    defaults: { engineer: PORTAL },
    isForWebhooks: true,
  },
  'ticket.opened': {
    category: 'service',
    permission: 'tickets.read',
    defaults: { manager: PORTAL, dispatcher: NOW, customer_admin: PORTAL },
    isForWebhooks: true,
  },
  'ticket.assigned': {
    category: 'service',
    permission: 'tickets.read',
    defaults: { technician: NOW, customer_admin: PORTAL },
    isForWebhooks: true,
  },
  'ticket.closed': {
    category: 'service',
    permission: 'tickets.read',
    defaults: { dispatcher: PORTAL, customer_admin: DAILY, customer_viewer: PORTAL },
    isForWebhooks: true,
  },
  'device.offline': {
    category: 'machines',
    permission: 'fleet.read',
    defaults: { engineer: DAILY },
    isForWebhooks: true,
  },
  'usage.on_hold': {
    category: 'billing',
    permission: 'meters.decide',
    defaults: { manager: DAILY, finance: DAILY },
    isForWebhooks: true,
  },
  'billing_run.finished': {
    category: 'billing',
    permission: 'invoices.draft',
    defaults: { manager: PORTAL, finance: NOW },
    isForWebhooks: true,
  },
  'invoice.issued': {
    category: 'billing',
    permission: 'invoices.read',
    defaults: { customer_admin: PORTAL, customer_viewer: PORTAL },
    isForWebhooks: true,
  },
  'dispute.opened': {
    category: 'billing',
    permission: 'invoices.read',
    defaults: { manager: NOW, finance: NOW, customer_admin: PORTAL },
    isForWebhooks: true,
  },
  'dispute.answered': {
    category: 'billing',
    permission: 'invoices.read',
    defaults: { manager: PORTAL, finance: NOW, customer_admin: NOW },
    isForWebhooks: true,
  },
  'dispute.decided': {
    category: 'billing',
    permission: 'invoices.read',
    defaults: { finance: PORTAL, customer_admin: NOW },
    isForWebhooks: true,
  },
  'payment.failed': {
    category: 'billing',
    permission: 'receivables.read',
    defaults: { manager: PORTAL, finance: NOW },
    isForWebhooks: true,
  },
  'chargeback.opened': {
    category: 'billing',
    permission: 'receivables.read',
    defaults: { manager: PORTAL, finance: NOW },
    isForWebhooks: true,
  },
  'kit.sent': {
    category: 'service',
    permission: 'parts.read',
    defaults: { customer_admin: NOW },
    isForWebhooks: true,
  },
  'import.finished': {
    category: 'data',
    permission: 'telemetry.inspect',
    defaults: { engineer: PORTAL },
    isForWebhooks: true,
  },
  'certificate.expiring': {
    category: 'data',
    permission: 'devices.write',
    defaults: { engineer: DAILY },
    isForWebhooks: true,
  },
  // This event sends no email by default, because the alert's own email already states the threshold.
  'usage_alert.reached': {
    category: 'billing',
    permission: null,
    defaults: forAll(PORTAL),
    isForWebhooks: false,
  },
  'account.new_sign_in': {
    category: 'account',
    permission: null,
    defaults: forAll(NOW),
    isForWebhooks: false,
  },
};

/** Types that a webhook endpoint can subscribe to. */
export const WEBHOOK_TYPES: readonly NotificationType[] = NOTIFICATION_TYPES.filter(
  (type) => CATALOGUE[type].isForWebhooks,
);

/** Returns true if the role can ever be notified of a type, so that preferences offer it. */
export function isOffered(type: NotificationType, role: Role, permissions: readonly Permission[]): boolean {
  const { permission, defaults } = CATALOGUE[type];
  return permission === null ? role in defaults : permissions.includes(permission);
}

const NOT_NOTIFIED: Channels = { portal: false, mail: 'off', push: false };

/** Returns the channels of a person for a type: their own preference, or the default of their role. */
export function channelsFor(type: NotificationType, role: Role, own: Channels | undefined): Channels {
  return own ?? CATALOGUE[type].defaults[role] ?? NOT_NOTIFIED;
}

/** Returns true if at least one channel is on. */
export function hasChannel({ portal, mail, push }: Channels): boolean {
  return portal || mail !== 'off' || push;
}
