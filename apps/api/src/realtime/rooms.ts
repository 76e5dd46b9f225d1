import type { Permission } from '#organization';

/** Kinds of changes that clients are notified of. */
export const HINT_KINDS = [
  'alarm',
  'connectivity',
  'machine',
  'ticket',
  'visit',
  'kit_delivery',
  'invoice',
  'export',
  'proof_pack',
  'dispute',
  'usage_alert',
  'notification',
] as const;

/** Change, as published by the worker on the internal channel. */
export interface ChannelHint {
  /** Kind of the change. `access` is used only within the API. */
  readonly kind: (typeof HINT_KINDS)[number] | 'access';
  readonly id: string;
  /** Membership that is notified. Set only for the kind `notification`. */
  readonly membershipId?: string;
  readonly machineId?: string;
  /**
   * Customer with users who are notified in addition to the maker's users. If absent, only the maker's users are
   * notified.
   */
  readonly customerId?: string;
  /** Hub that serves the site. Its technicians are notified. */
  readonly hubId?: string;
  /** Technician of the ticket or visit. */
  readonly technicianId?: string;
  /** Technicians with work on the machine or at the site of the instrument, regardless of their hub. */
  readonly workerIds?: readonly string[];
}

/** Permission to read the subject of a hint. */
const PERMISSION_OF: Readonly<Record<Exclude<(typeof HINT_KINDS)[number], 'notification'>, Permission>> = {
  alarm: 'fleet.read',
  connectivity: 'fleet.read',
  machine: 'fleet.read',
  ticket: 'tickets.read',
  visit: 'tickets.read',
  kit_delivery: 'parts.read',
  invoice: 'invoices.read',
  export: 'export.read',
  proof_pack: 'packs.read',
  dispute: 'invoices.read',
  usage_alert: 'contracts.read',
};

const HINT_PERMISSIONS = [...new Set(Object.values(PERMISSION_OF))];

const staffRoom = (makerId: string, permission: Permission) => `maker ${makerId} ${permission}`;
const customerRoom = (makerId: string, customerId: string, permission: Permission) =>
  `customer ${makerId} ${customerId} ${permission}`;
const hubRoom = (makerId: string, hubId: string, permission: Permission) =>
  `hub ${makerId} ${hubId} ${permission}`;
const technicianRoom = (makerId: string, technicianId: string, permission: Permission) =>
  `technician ${makerId} ${technicianId} ${permission}`;

const personRoom = (makerId: string, membershipId: string) => `person ${makerId} ${membershipId}`;

/**
 * Room of the clients that watch the live values of a machine's devices. `siteRoom` is the room for the instruments of
 * a site.
 */
export const machineRoom = (makerId: string, machineId: string) => `live machine ${makerId} ${machineId}`;
export const siteRoom = (makerId: string, siteId: string) => `live site ${makerId} ${siteId}`;

/** Returns the machine or site of a live room; undefined for other rooms. */
export function parseLiveRoom(
  room: string,
): { readonly makerId: string; readonly locationId: string } | undefined {
  const [live, , makerId, locationId] = room.split(' ');
  return live === 'live' && makerId !== undefined && locationId !== undefined
    ? { makerId, locationId }
    : undefined;
}

/** User's attributes that determine their rooms. */
export interface Listener {
  readonly makerId: string;
  readonly membershipId: string;
  readonly customers: 'all' | readonly string[];
  /** Hub that a technician is limited to. */
  readonly hubId?: string;
  readonly permissions: ReadonlySet<Permission>;
  /** Id of the technician; null for other users. */
  readonly technicianId: string | null;
}

/** Returns the hint rooms that correspond exactly to what a user may read. */
export function roomsOf(listener: Listener): string[] {
  return [personRoom(listener.makerId, listener.membershipId), ...sharedRoomsOf(listener)];
}

function sharedRoomsOf({ makerId, customers, hubId, permissions, technicianId }: Listener): string[] {
  const held = HINT_PERMISSIONS.filter((permission) => permissions.has(permission));
  if (customers !== 'all') {
    return customers.flatMap((customerId) =>
      held.map((permission) => customerRoom(makerId, customerId, permission)),
    );
  }
  if (hubId === undefined) return held.map((permission) => staffRoom(makerId, permission));
  // Technicians may read only their own tickets and visits.
  const shared = held
    .filter((permission) => permission !== 'tickets.read')
    .map((permission) => hubRoom(makerId, hubId, permission));
  if (technicianId === null) return shared;
  return [...shared, ...held.map((permission) => technicianRoom(makerId, technicianId, permission))];
}

/** Returns the rooms that receive a hint. */
export function audienceOf(
  makerId: string,
  { kind, membershipId, customerId, hubId, technicianId, workerIds = [] }: ChannelHint,
): string[] {
  if (kind === 'access') return [];
  if (kind === 'notification') return membershipId === undefined ? [] : [personRoom(makerId, membershipId)];
  const permission = PERMISSION_OF[kind];
  return [
    staffRoom(makerId, permission),
    ...(customerId === undefined ? [] : [customerRoom(makerId, customerId, permission)]),
    ...(hubId === undefined ? [] : [hubRoom(makerId, hubId, permission)]),
    ...[...(technicianId === undefined ? [] : [technicianId]), ...workerIds].map((id) =>
      technicianRoom(makerId, id, permission),
    ),
  ];
}
