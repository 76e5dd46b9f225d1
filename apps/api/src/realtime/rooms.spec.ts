import fc from 'fast-check';
import { permissionsOf, ROLES, type Role } from '#organization';
import { audienceOf, type ChannelHint, type Listener, roomsOf } from './rooms.js';

const listener = (role: Role, over: Partial<Listener> = {}): Listener => ({
  makerId: 'm1',
  membershipId: `p-${role}`,
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
    ['notifies a manager of any ticket', listener('manager'), ticket, true],
    [
      'notifies finance of an invoice',
      listener('finance'),
      { kind: 'invoice', id: 'i', customerId: 'c1' },
      true,
    ],
    [
      'does not notify a dispatcher of an invoice',
      listener('dispatcher'),
      { kind: 'invoice', id: 'i', customerId: 'c1' },
      false,
    ],
    ['notifies a planner of a kit', listener('planner'), { kind: 'kit_delivery', id: 'd' }, true],
    ['notifies a technician of their own ticket', listener('technician'), ticket, true],
    [
      "does not notify a technician of a colleague's ticket",
      listener('technician'),
      { ...ticket, technicianId: 't2' },
      false,
    ],
    [
      'does not notify a technician of an unassigned ticket',
      listener('technician'),
      { kind: 'ticket', id: 'k', customerId: 'c1' },
      false,
    ],
    [
      'notifies a technician of an alarm at their hub',
      listener('technician'),
      { kind: 'alarm', id: 'a', customerId: 'c1', hubId: 'h1' },
      true,
    ],
    [
      'does not notify a technician of an alarm at another hub',
      listener('technician'),
      { kind: 'alarm', id: 'a', customerId: 'c1', hubId: 'h2' },
      false,
    ],
    [
      'notifies a technician of an alarm at another hub where they have work',
      listener('technician'),
      { kind: 'alarm', id: 'a', customerId: 'c1', hubId: 'h2', workerIds: ['t1'] },
      true,
    ],
    [
      'does not notify a technician of an alarm where only colleagues have work',
      listener('technician'),
      { kind: 'alarm', id: 'a', hubId: 'h2', workerIds: ['t2'] },
      false,
    ],
    [
      "does not notify a technician's key without the right to tickets of their ticket",
      listener('technician', { permissions: new Set(['fleet.read']) }),
      ticket,
      false,
    ],
    [
      "does not notify a technician of a colleague's ticket at their hub",
      listener('technician'),
      { ...ticket, hubId: 'h1', technicianId: 't2' },
      false,
    ],
    [
      'does not notify a member who has the role technician but no technician record',
      listener('technician', { technicianId: null }),
      ticket,
      false,
    ],
    ['notifies a customer of their ticket', listener('customer_admin'), ticket, true],
    [
      "does not notify a customer of another customer's ticket",
      listener('customer_admin', { customers: ['c2'] }),
      ticket,
      false,
    ],
    [
      'does not notify a customer of a hint without a customer',
      listener('customer_viewer'),
      { kind: 'alarm', id: 'a' },
      false,
    ],
    [
      "notifies a group of its customers' tickets",
      listener('customer_admin', { customers: ['c0', 'c1'] }),
      ticket,
      true,
    ],
    [
      'does not notify a key of hints beyond its permissions',
      listener('manager', { permissions: new Set(['fleet.read']) }),
      ticket,
      false,
    ],
  ])('%s', (_what, who, hint, expected) => {
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

  it('never notify a customer of data that belongs to another customer, or to no customer', () => {
    fc.assert(
      fc.property(fc.constantFrom<Role>('customer_admin', 'customer_viewer'), anyHint, (role, hint) => {
        if (hint.customerId !== 'c1') expect(hears(listener(role), hint)).toBe(false);
      }),
    );
  });
});

describe('a notification', () => {
  it('is announced only to the person who gets it', () => {
    const hint: ChannelHint = { kind: 'notification', id: 'p-manager', membershipId: 'p-manager' };
    expect(ROLES.filter((role) => hears(listener(role), hint))).toEqual(['manager']);
    expect(hears(listener('manager'), hint, 'm2')).toBe(false);
    expect(hears(listener('manager'), { ...hint, membershipId: undefined })).toBe(false);
  });
});
