import fc from 'fast-check';
import { type KeyRevoker, canRevokeKey, outlives, type RevocableKey } from './api-key-rules.js';
import { type Permission, PERMISSIONS, permissionsOf, type Role, ROLES } from './permissions.js';

const session = (role: Role, membershipId = 'own'): KeyRevoker => ({
  membershipId,
  permissions: new Set(permissionsOf(role)),
  isKey: false,
});
const key = (role: Role, permissions: readonly string[], membershipId = 'own'): RevocableKey => ({
  membershipId,
  role,
  permissions,
});

describe('revoking a key', () => {
  it.each<[string, KeyRevoker, RevocableKey, boolean]>([
    ['a manager, their own key', session('manager'), key('manager', PERMISSIONS), true],
    ['a manager, the key of an admin', session('manager'), key('admin', ['fleet.read'], 'other'), false],
    ['a manager, the key of an engineer', session('manager'), key('engineer', ['fleet.read'], 'other'), true],
    ['an admin, the key of another admin', session('admin'), key('admin', PERMISSIONS, 'other'), true],
    [
      'a key, another key of its membership with more permissions',
      { membershipId: 'own', permissions: new Set<Permission>(['api_keys.write']), isKey: true },
      key('manager', ['api_keys.write', 'fleet.read']),
      false,
    ],
    [
      'a key, the key of another member with more permissions',
      { membershipId: 'own', permissions: new Set<Permission>(['api_keys.write']), isKey: true },
      key('planner', ['fleet.read'], 'other'),
      false,
    ],
    [
      'a key, another key of a member who now has fewer permissions',
      { membershipId: 'own', permissions: new Set<Permission>(['fleet.read']), isKey: true },
      key('planner', ['fleet.read', 'users.write']),
      true,
    ],
  ])('%s', (_who, revoker, target, may) => {
    expect(canRevokeKey(revoker, target)).toBe(may);
  });

  it('by a key never reaches a key with a permission that it lacks', () => {
    const permissions = fc.subarray([...PERMISSIONS]);
    fc.assert(
      fc.property(
        permissions,
        permissions,
        fc.constantFrom(...ROLES),
        fc.boolean(),
        (held, wanted, role, isOwn) => {
          const revoker: KeyRevoker = { membershipId: 'own', permissions: new Set(held), isKey: true };
          if (!canRevokeKey(revoker, key(role, wanted, isOwn ? 'own' : 'other'))) return;
          const effective = permissionsOf(role).filter((permission) => wanted.includes(permission));
          expect(held).toEqual(expect.arrayContaining(effective));
        },
      ),
    );
  });
});

describe('access given by another member', () => {
  const JUNE = new Date('2026-06-01T00:00:00Z');
  const JULY = new Date('2026-07-01T00:00:00Z');

  it.each([
    [null, null, false],
    [JULY, null, false],
    [null, JUNE, true],
    [JULY, JUNE, true],
    [JUNE, JUNE, false],
    [JUNE, JULY, false],
  ])('until %s by a member until %s outlives them: %s', (wanted, grantersEnd, does) => {
    expect(outlives(wanted, grantersEnd)).toBe(does);
  });
});
