import {
  isCustomerRole,
  canGrantRole,
  narrowPermissions,
  PERMISSIONS,
  permissionsOf,
  ROLES,
  type Role,
} from './permissions.js';

describe('permissions of roles', () => {
  it.each(ROLES)('of %s exist, and each occurs once', (role) => {
    const held = permissionsOf(role);
    expect(held.length).toBeGreaterThan(0);
    expect(new Set(held).size).toBe(held.length);
    expect(PERMISSIONS).toEqual(expect.arrayContaining([...held]));
  });

  it('lets engineers create keys for device tools, but not grant roles', () => {
    expect(permissionsOf('engineer')).toContain('api_keys.write');
    expect(permissionsOf('engineer')).not.toContain('users.write');
  });

  it('gives every permission to at least one role', () => {
    const given = new Set(ROLES.flatMap((role) => permissionsOf(role)));
    expect([...given].sort()).toEqual([...PERMISSIONS].sort());
  });

  it("keeps the maker's permissions from customers' people", () => {
    const forCustomers = ROLES.filter(isCustomerRole).flatMap((role) => permissionsOf(role));
    expect(
      forCustomers.filter((permission) =>
        /^accounting|\.(write|draft|approve|issue|decide|inspect|assign|work|acknowledge)$/.test(permission),
      ),
    ).toEqual([]);
    expect(forCustomers).not.toContain('audit.read');
  });
});

describe('granting a role', () => {
  it.each<[Role, Role, boolean]>([
    ['admin', 'admin', true],
    ['manager', 'admin', false],
    ['manager', 'manager', true],
    ['manager', 'finance', true],
    ['manager', 'customer_admin', true],
    ['customer_admin', 'customer_admin', true],
    ['customer_admin', 'technician', false],
    ['planner', 'engineer', false],
  ])('%s grants %s: %s', (granter, role, may) => {
    expect(canGrantRole(new Set(permissionsOf(granter)), role)).toBe(may);
  });
});

describe('the permissions of a key', () => {
  it('are the requested permissions that the person holds', () => {
    expect(narrowPermissions(permissionsOf('planner'), ['parts.read', 'users.write', 'nonsense'])).toEqual([
      'parts.read',
    ]);
  });
});
