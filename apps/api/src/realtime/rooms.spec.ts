import fc from 'fast-check';
import { permissionsOf, ROLES, type Role } from '#organization';
import { audienceOf, type ChannelHint, type Listener, roomsOf } from './rooms.js';

const listener = (role: Role, over: Partial<Listener> = {}): Listener => ({
  makerId: 'm1',
  ...(role === 'technician' && { hubId: 'h1' }),
  customers: role.startsWith('customer') ? ['c1'] : 'all',
  permissions: new Set(permissionsOf(role)),
  technicianId: role === 'technician' ? 't1' : null,
  ...over,
});

const hears = (who: Listener, hint: ChannelHint, makerId = 'm1') => {
  const audience = audienceOf(makerId, hint);
  return roomsOf(who).some((room) => audience.includes(room));
};

const ticket: ChannelHint = { kind: 'ticket', id: 'k', customerId: 'c1', technicianId: 't1' };

describe('rooms', () => {
  it.each<[string, Listener, ChannelHint, boolean]>([
    ['a manager of any ticket', listener('manager'), ticket, true],
    ['finance of an invoice', listener('finance'), { kind: 'invoice', id: 'i', customerId: 'c1' }, true],
    [
      'a dispatcher of no invoice',
      listener('dispatcher'),
      { kind: 'invoice', id: 'i', customerId: 'c1' },
      false,
    ],
    ['a planner of a kit', listener('planner'), { kind: 'kit_delivery', id: 'd' }, true],
    ['a technician of their own ticket', listener('technician'), ticket, true],
    [
      "a technician of no colleague's ticket",
      listener('technician'),
      { ...ticket, technicianId: 't2' },
      false,
    ],
    [
      'a technician of no ticket without anybody',
      listener('technician'),
      { kind: 'ticket', id: 'k', customerId: 'c1' },
      false,
    ],
    [
      'a technician of an alarm at their hub',
      listener('technician'),
      { kind: 'alarm', id: 'a', customerId: 'c1', hubId: 'h1' },
      true,
    ],
    [
      'a technician of no alarm at another hub',
      listener('technician'),
      { kind: 'alarm', id: 'a', customerId: 'c1', hubId: 'h2' },
      false,
    ],
    [
      'a technician of an alarm at another hub where they have work',
      listener('technician'),
      { kind: 'alarm', id: 'a', customerId: 'c1', hubId: 'h2', workerIds: ['t1'] },
      true,
    ],
    [
      'a technician of no alarm where only colleagues have work',
      listener('technician'),
      { kind: 'alarm', id: 'a', hubId: 'h2', workerIds: ['t2'] },
      false,
    ],
    [
      "a technician's key without the right to tickets of no ticket of theirs",
      listener('technician', { permissions: new Set(['fleet.read']) }),
      ticket,
      false,
    ],
    [
      "a technician of no colleague's ticket at their hub",
      listener('technician'),
      { ...ticket, hubId: 'h1', technicianId: 't2' },
      false,
    ],
    [
      'a member of the role that no technician was made for',
      listener('technician', { technicianId: null }),
      ticket,
      false,
    ],
    ['a customer of their ticket', listener('customer_admin'), ticket, true],
    ["a customer of no other's ticket", listener('customer_admin', { customers: ['c2'] }), ticket, false],
    [
      'a customer of nothing that has no customer',
      listener('customer_viewer'),
      { kind: 'alarm', id: 'a' },
      false,
    ],
    ['a group of each of its plants', listener('customer_admin', { customers: ['c0', 'c1'] }), ticket, true],
    [
      'a key with fewer rights of less',
      listener('manager', { permissions: new Set(['fleet.read']) }),
      ticket,
      false,
    ],
  ])('notify %s', (_what, who, hint, expected) => {
    expect(hears(who, hint)).toBe(expected);
  });

  const anyHint = fc.record({
    kind: fc.constantFrom<ChannelHint['kind']>(
      'alarm',
      'ticket',
      'visit',
      'kit_delivery',
      'invoice',
      'connectivity',
      'machine',
      'access',
    ),
    id: fc.constant('x'),
    customerId: fc.constantFrom(undefined, 'c1', 'c2'),
    hubId: fc.constantFrom(undefined, 'h1', 'h2'),
    technicianId: fc.constantFrom(undefined, 't1', 't2'),
    workerIds: fc.subarray(['t1', 't2']),
  });

  it('never notify users of another maker, nor anyone of hints for the API itself', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ROLES), anyHint, (role, hint) => {
        expect(hears(listener(role), hint, 'm2')).toBe(false);
        expect(hears(listener(role), { ...hint, kind: 'access' })).toBe(false);
      }),
    );
  });

  it('never notify a technician of another hub unless the ticket is theirs or they have work there', () => {
    fc.assert(
      fc.property(anyHint, (hint) => {
        if (hint.hubId !== 'h1' && hint.technicianId !== 't1' && !hint.workerIds.includes('t1'))
          expect(hears(listener('technician'), hint)).toBe(false);
      }),
    );
  });

  it('never notify a customer of what belongs to another customer, or to none', () => {
    fc.assert(
      fc.property(fc.constantFrom<Role>('customer_admin', 'customer_viewer'), anyHint, (role, hint) => {
        if (hint.customerId !== 'c1') expect(hears(listener(role), hint)).toBe(false);
      }),
    );
  });
});
