import { isCustomerRole, type Permission, permissionsOf, type Role } from '#organization/domain';
import { CATALOGUE, type Channels, channelsFor, hasChannel, type NotificationType } from './catalogue.js';

/** A member of the maker who may be notified. */
export interface Person {
  readonly membershipId: string;
  readonly userId: string;
  readonly role: Role;
  /** Hub of a technician. */
  readonly hubId: string | null;
  /** Customers that a customer user has access to. */
  readonly customerIds: readonly string[];
}

/** Facts about an event that decide who may be notified of it. */
export interface Reach {
  readonly type: NotificationType;
  /** Customer. Its users can see the object in addition to the maker's users; null if there is no customer. */
  readonly customerId: string | null;
  /** Hub that serves the object's site. */
  readonly hubId: string | null;
  /** Technicians who can see the object because of their work, regardless of their hub. */
  readonly workerUserIds: readonly string[];
  /** Person who caused the event, and therefore knows of it. */
  readonly actorId: string | null;
  /** The only person that the event concerns; null if it concerns all people with access to the object. */
  readonly personId: string | null;
  /** The only side to be notified; null for both. */
  readonly side: 'maker' | 'customer' | null;
}

/**
 * Maximum age of an event of which people are notified. Older events are ignored, such as an alarm that an import of
 * past readings has raised.
 */
const NEWS_MS = 24 * 3_600_000;

/** Returns true if people should still be notified of something that happened at an instant; null means now. */
export function isNews(occurredAt: Date | null, now: Date): boolean {
  return occurredAt === null || now.getTime() - occurredAt.getTime() <= NEWS_MS;
}

/** Types of notifications about objects that technicians see only through their own work, even at their own hub. */
const ONLY_OWN_WORK: ReadonlySet<NotificationType> = new Set([
  'ticket.opened',
  'ticket.assigned',
  'ticket.closed',
]);

/** Returns true if a person may see the object of an event and did not cause the event. */
export function mayBeNotified(reach: Reach, person: Person): boolean {
  if (reach.personId !== null) return reach.personId === person.userId;
  const { permission } = CATALOGUE[reach.type];
  if (permission === null || !holds(person.role, permission)) return false;
  if (reach.actorId === person.userId) return false;
  const isCustomer = isCustomerRole(person.role);
  if (reach.side !== null && (reach.side === 'customer') !== isCustomer) return false;
  if (isCustomer) return reach.customerId !== null && person.customerIds.includes(reach.customerId);
  if (person.role !== 'technician') return true;
  if (reach.workerUserIds.includes(person.userId)) return true;
  return !ONLY_OWN_WORK.has(reach.type) && reach.hubId !== null && reach.hubId === person.hubId;
}

function holds(role: Role, permission: Permission): boolean {
  return permissionsOf(role).includes(permission);
}

/** Preferences of a person for a type, and whether the person has muted the objects of an event. */
export interface Choice {
  readonly own: Channels | undefined;
  /** Whether the person has muted one of the objects. */
  readonly isMuted: boolean;
}

/** Returns the channels by which a person is notified of an event; undefined if they are not notified. */
export function notifyBy(reach: Reach, person: Person, { own, isMuted }: Choice): Channels | undefined {
  if (!mayBeNotified(reach, person)) return undefined;
  // Muting an object must not hide events that concern only this person, such as a sign-in with a new browser.
  if (isMuted && reach.personId === null) return undefined;
  const channels = channelsFor(reach.type, person.role, own);
  return hasChannel(channels) ? channels : undefined;
}

/**
 * Returns the channels by which a person is notified of an unacknowledged event: at least in the portal and immediately
 * by email and push, regardless of their role's default. Undefined for a person who has switched off the type or muted
 * the object.
 */
export function escalateBy(reach: Reach, person: Person, { own, isMuted }: Choice): Channels | undefined {
  if (isMuted || !mayBeNotified({ ...reach, actorId: null }, person)) return undefined;
  if (own !== undefined && !hasChannel(own)) return undefined;
  return { portal: true, mail: 'immediate', push: true };
}
