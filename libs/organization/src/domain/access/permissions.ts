/** All permissions that people and keys can have. Each route or socket event requires one. */
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
  'invoices.pay',
  'invoices.draft',
  'packs.read',
  'invoices.approve',
  'invoices.issue',
  'accounting.read',
  'accounting.write',
  'receivables.read',
  'payments.match',
  'receivables.remind',
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
  'notifications.write',
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

const allExcept = (...without: readonly Permission[]): readonly Permission[] =>
  PERMISSIONS.filter((permission) => !without.includes(permission));

const PERMISSIONS_OF: Readonly<Record<Role, readonly Permission[]>> = {
  admin: PERMISSIONS,
  manager: allExcept('settings.write'),
  finance: [
    'fleet.read',
    'contracts.read',
    'contracts.write',
    'meters.declare',
    'meters.decide',
    'invoices.read',
    'invoices.pay',
    'invoices.draft',
    'packs.read',
    'invoices.approve',
    'invoices.issue',
    'accounting.read',
    'accounting.write',
    'receivables.read',
    'payments.match',
    'receivables.remind',
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
    // Needed by tools that provision devices. A key never has more permissions than the engineer it acts for.
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
    'invoices.pay',
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
  // Role of an external auditor of invoices, who sees only the proof packs.
  verifier: ['packs.read'],
};

/** Returns the permissions of a role. `Scope.hubId` limits a technician to their hub and work. */
export function permissionsOf(role: Role): readonly Permission[] {
  return PERMISSIONS_OF[role];
}

/** Returns true for roles of people outside the maker, who have access only to the customers of their membership. */
export function isCustomerRole(role: Role): boolean {
  return role === 'customer_admin' || role === 'customer_viewer' || role === 'verifier';
}

/**
 * Returns true when a person with the permissions `held` may grant, change or revoke a role: only if they have all its
 * permissions. Otherwise, inviting a colleague would be a way to get more permissions.
 */
export function canGrantRole(held: ReadonlySet<Permission>, role: Role): boolean {
  return permissionsOf(role).every((permission) => held.has(permission));
}

/**
 * Returns the permissions of `wanted` that are also held. A key never has more permissions than the person it acts for.
 */
export function narrowPermissions(
  held: readonly Permission[],
  wanted: readonly string[],
): readonly Permission[] {
  return held.filter((permission) => wanted.includes(permission));
}
