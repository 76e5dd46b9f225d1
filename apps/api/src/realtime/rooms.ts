import type { Permission } from '#organization';

/** What people are told to have changed. */
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
] as const;

/** What changed, as the worker tells it on the internal channel. */
export interface ChannelHint {
  /** `access` is for the api itself. */
  readonly kind: (typeof HINT_KINDS)[number] | 'access';
  readonly id: string;
  readonly machineId?: string;
  /** Whose people are told beside the maker's; none: the maker's alone. */
  readonly customerId?: string;
  /** The hub that serves the place; its technicians are told. */
  readonly hubId?: string;
  /** The technician whom a ticket or visit concerns. */
  readonly technicianId?: string;
  /** Technicians with work on the machine, or at the site of an instrument, whatever their hub. */
  readonly workerIds?: readonly string[];
}

/** What a hint's subject may be read with. */
const PERMISSION_OF: Readonly<Record<(typeof HINT_KINDS)[number], Permission>> = {
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

/** Of whoever watches live values of a machine's, or a site's own, devices. */
export const machineRoom = (makerId: string, machineId: string) => `live machine ${makerId} ${machineId}`;
export const siteRoom = (makerId: string, siteId: string) => `live site ${makerId} ${siteId}`;

/** The machine or site that a room is about whose members watch live values; undefined for any other room. */
export function watchedIn(room: string): { readonly makerId: string; readonly placeId: string } | undefined {
  const [live, , makerId, placeId] = room.split(' ');
  return live === 'live' && makerId !== undefined && placeId !== undefined ? { makerId, placeId } : undefined;
}

/** As far as rooms depend on who somebody is. */
export interface Listener {
  readonly makerId: string;
  readonly customers: 'all' | readonly string[];
  /** The hub that a technician is limited to. */
  readonly hubId?: string;
  readonly permissions: ReadonlySet<Permission>;
  /** The technician that they are. */
  readonly technicianId: string | null;
}

/** The rooms in which somebody hears of what they may read, and of nothing else. */
export function roomsOf({ makerId, customers, hubId, permissions, technicianId }: Listener): string[] {
  const held = HINT_PERMISSIONS.filter((permission) => permissions.has(permission));
  if (customers !== 'all') {
    return customers.flatMap((customerId) =>
      held.map((permission) => customerRoom(makerId, customerId, permission)),
    );
  }
  if (hubId === undefined) return held.map((permission) => staffRoom(makerId, permission));
  // Of tickets and visits a technician reads their own alone.
  const shared = held
    .filter((permission) => permission !== 'tickets.read')
    .map((permission) => hubRoom(makerId, hubId, permission));
  if (technicianId === null) return shared;
  return [...shared, ...held.map((permission) => technicianRoom(makerId, technicianId, permission))];
}

/** The rooms that are told of a hint. */
export function audienceOf(
  makerId: string,
  { kind, customerId, hubId, technicianId, workerIds = [] }: ChannelHint,
): string[] {
  if (kind === 'access') return [];
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
