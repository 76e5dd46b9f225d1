/** Everything a person or a key may be allowed to do; a route or socket event names one of these. */
export const PERMISSIONS = [
  'fleet.read',
  'registry.write',
  'devices.write',
  'telemetry.inspect',
  'retention.write',
  'alarms.acknowledge',
  'rules.write',
  'tickets.read',
  'tickets.raise',
  'tickets.assign',
  'tickets.work',
  'parts.read',
  'parts.write',
  'parts.receive',
  'contracts.read',
  'contracts.write',
  'contracts.accept',
  'meters.declare',
  'meters.decide',
  'invoices.read',
  'invoices.draft',
  'packs.read',
  'invoices.approve',
  'invoices.issue',
  'accounting.read',
  'accounting.write',
  'revenue.read',
  'costs.write',
  'disputes.raise',
  'disputes.decide',
  'usage_alerts.set',
  'users.write',
  'api_keys.write',
  'audit.read',
  'settings.write',
  'export.read',
  'export.schedule',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = [
  'admin',
  'manager',
  'finance',
  'dispatcher',
  'engineer',
  'planner',
  'technician',
  'customer_admin',
  'customer_viewer',
  'verifier',
] as const;

export type Role = (typeof ROLES)[number];

const allBut = (...without: readonly Permission[]): readonly Permission[] =>
  PERMISSIONS.filter((permission) => !without.includes(permission));

const PERMISSIONS_OF: Readonly<Record<Role, readonly Permission[]>> = {
  admin: PERMISSIONS,
  manager: allBut('settings.write'),
  finance: [
    'fleet.read',
    'contracts.read',
    'contracts.write',
    'meters.declare',
    'meters.decide',
    'invoices.read',
    'invoices.draft',
    'packs.read',
    'invoices.approve',
    'invoices.issue',
    'accounting.read',
    'accounting.write',
    'revenue.read',
    'costs.write',
    'disputes.raise',
    'disputes.decide',
    'usage_alerts.set',
    'parts.read',
    'export.read',
    'export.schedule',
    'tickets.read',
  ],
  dispatcher: [
    'fleet.read',
    'tickets.read',
    'tickets.raise',
    'tickets.assign',
    'tickets.work',
    'parts.read',
    'parts.receive',
  ],
  engineer: [
    'fleet.read',
    'registry.write',
    'devices.write',
    'meters.declare',
    'telemetry.inspect',
    'alarms.acknowledge',
    'rules.write',
    'tickets.read',
    'tickets.raise',
    // For the tools that provision devices; a key never does more than its engineer.
    'api_keys.write',
    'export.read',
    'export.schedule',
  ],
  planner: ['fleet.read', 'parts.read', 'parts.write', 'parts.receive', 'tickets.read'],
  technician: [
    'fleet.read',
    'alarms.acknowledge',
    'tickets.read',
    'tickets.work',
    'tickets.raise',
    'parts.read',
    'parts.receive',
  ],
  customer_admin: [
    'fleet.read',
    'tickets.read',
    'tickets.raise',
    'parts.read',
    'parts.receive',
    'invoices.read',
    'disputes.raise',
    'packs.read',
    'contracts.read',
    'contracts.accept',
    'usage_alerts.set',
    'export.read',
    'export.schedule',
  ],
  customer_viewer: [
    'fleet.read',
    'tickets.read',
    'parts.read',
    'invoices.read',
    'packs.read',
    'contracts.read',
    'usage_alerts.set',
  ],
  // Somebody outside who checks invoices and is shown nothing but what proves them.
  verifier: ['packs.read'],
};

/** What a role may do. A technician's reach is limited to their hub and work by `Scope.hubId`. */
export function permissionsOf(role: Role): readonly Permission[] {
  return PERMISSIONS_OF[role];
}

/** Whether a role is of somebody outside the maker, who reaches only the customers that the membership names. */
export function isCustomerRole(role: Role): boolean {
  return role === 'customer_admin' || role === 'customer_viewer' || role === 'verifier';
}

/**
 * Whether someone holding `held` may give, change or take away a role: only when that role can do nothing they can't,
 * or inviting a colleague would be a way to more rights.
 */
export function mayGrantRole(held: ReadonlySet<Permission>, role: Role): boolean {
  return permissionsOf(role).every((permission) => held.has(permission));
}

/** The permissions of `wanted` that are also held: a key never does more than the person it acts for. */
export function narrowPermissions(
  held: readonly Permission[],
  wanted: readonly string[],
): readonly Permission[] {
  return held.filter((permission) => wanted.includes(permission));
}
