import fc from 'fast-check';
import { isCustomerRole, permissionsOf, type Role, ROLES } from '#organization/domain';
import { CATALOGUE, type Channels, channelsFor, NOTIFICATION_TYPES } from './catalogue.js';
import { escalateBy, isNews, mayBeNotified, notifyBy, type Person, type Reach } from './recipients.js';

const person = (role: Role, more: Partial<Person> = {}): Person => ({
  membershipId: `m-${role}`,
  userId: `u-${role}`,
  role,
  hubId: role === 'technician' ? 'hub' : null,
  customerIds: isCustomerRole(role) ? ['a'] : [],
  ...more,
});
const reach = (more: Partial<Reach> = {}): Reach => ({
  type: 'alarm.critical',
  customerId: 'a',
  hubId: 'hub',
  workerUserIds: [],
  actorId: null,
  personId: null,
  side: null,
  ...more,
});

describe('who may be notified', () => {
  it.each<[string, Partial<Reach>, Person, boolean]>([
    ['staff with the permission', {}, person('engineer'), true],
    ['staff without it', { type: 'usage.on_hold' }, person('engineer'), false],
    ['the person who caused it', { actorId: 'u-engineer' }, person('engineer'), false],
    ['users of the customer', {}, person('customer_admin'), true],
    ['users of another customer', { customerId: 'b' }, person('customer_admin'), false],
    ['customers of an object without a customer', { customerId: null }, person('customer_admin'), false],
    ['customers of an internal matter', { type: 'usage.on_hold' }, person('customer_admin'), false],
    ['the side that acted', { type: 'dispute.answered', side: 'customer' }, person('finance'), false],
    ['the other side', { type: 'dispute.answered', side: 'customer' }, person('customer_admin'), true],
    ['a technician of the hub', {}, person('technician'), true],
    ['a technician of another hub', { hubId: 'other' }, person('technician'), false],
    [
      'a technician of another hub at work there',
      { hubId: 'other', workerUserIds: ['u-technician'] },
      person('technician'),
      true,
    ],
    ['a technician, of a ticket of the hub', { type: 'ticket.opened' }, person('technician'), false],
    [
      'a technician, of their own ticket',
      { type: 'ticket.assigned', workerUserIds: ['u-technician'] },
      person('technician'),
      true,
    ],
    [
      'the person of a sign-in',
      { type: 'account.new_sign_in', personId: 'u-verifier' },
      person('verifier'),
      true,
    ],
    [
      'another person of a sign-in',
      { type: 'account.new_sign_in', personId: 'u-verifier' },
      person('admin'),
      false,
    ],
    [
      'no recipients, if a personal event names no person',
      { type: 'account.new_sign_in' },
      person('admin'),
      false,
    ],
  ])('%s', (_, facts, who, may) => {
    expect(mayBeNotified(reach(facts), who)).toBe(may);
  });

  const types = fc.constantFrom(...NOTIFICATION_TYPES);
  const roles = fc.constantFrom(...ROLES);

  it('never includes a person without the permission, or a customer of another object', () => {
    fc.assert(
      fc.property(
        types,
        roles,
        fc.constantFrom('a', 'b', null),
        fc.boolean(),
        (type, role, customerId, isMuted) => {
          const who = person(role);
          const facts = reach({ type, customerId });
          const { permission } = CATALOGUE[type];
          const loud: Channels = { portal: true, mail: 'immediate', push: true };
          for (const told of [
            notifyBy(facts, who, { own: loud, isMuted }),
            escalateBy(facts, who, { own: loud, isMuted }),
          ]) {
            if (told === undefined) continue;
            expect(isMuted).toBe(false);
            expect(permission !== null && permissionsOf(role).includes(permission)).toBe(true);
            if (isCustomerRole(role)) expect(customerId).toBe('a');
          }
        },
      ),
    );
  });
});

const NONE: Channels = { portal: false, mail: 'off', push: false };

describe('channels', () => {
  it('are those of the role until the person chooses others', () => {
    const loud: Channels = { portal: true, mail: 'immediate', push: true };
    expect(channelsFor('alarm.critical', 'manager', undefined)).toEqual(loud);
    expect(channelsFor('alarm.critical', 'planner', undefined)).toEqual(NONE);
    const own: Channels = { portal: false, mail: 'weekly', push: true };
    expect(channelsFor('alarm.critical', 'manager', own)).toEqual(own);
  });

  it('are none if a person is off or has muted the object', () => {
    expect(notifyBy(reach(), person('manager'), { own: NONE, isMuted: false })).toBeUndefined();
    expect(notifyBy(reach(), person('manager'), { own: undefined, isMuted: true })).toBeUndefined();
    expect(notifyBy(reach(), person('planner'), { own: undefined, isMuted: false })).toBeUndefined();
  });

  it('can be push messages only', () => {
    const own: Channels = { ...NONE, push: true };
    expect(notifyBy(reach(), person('manager'), { own, isMuted: false })).toEqual(own);
    expect(escalateBy(reach(), person('manager'), { own, isMuted: false })).toMatchObject({ push: true });
  });

  it('of a sign-in ignore muted objects', () => {
    const facts = reach({ type: 'account.new_sign_in', personId: 'u-manager' });
    expect(notifyBy(facts, person('manager'), { own: undefined, isMuted: true })).toEqual({
      portal: true,
      mail: 'immediate',
      push: true,
    });
  });

  it('of an escalation are immediate, unless the person is off', () => {
    expect(escalateBy(reach(), person('admin'), { own: undefined, isMuted: false })).toEqual({
      portal: true,
      mail: 'immediate',
      push: true,
    });
    expect(escalateBy(reach(), person('admin'), { own: NONE, isMuted: false })).toBeUndefined();
  });

  it('of every default role include the permission of the type', () => {
    for (const type of NOTIFICATION_TYPES)
      for (const role of Object.keys(CATALOGUE[type].defaults) as Role[]) {
        const { permission } = CATALOGUE[type];
        if (permission !== null)
          expect([type, role, permissionsOf(role)]).toEqual([
            type,
            role,
            expect.arrayContaining([permission]),
          ]);
      }
  });
});

describe('an event', () => {
  const now = new Date('2026-11-30T12:00:00Z');
  it.each([
    ['without a time', null, true],
    ['of the last day', new Date('2026-11-29T12:00:00Z'), true],
    ['before that', new Date('2026-11-29T11:59:59Z'), false],
  ])('%s is news: %s', (_, at, is) => {
    expect(isNews(at, now)).toBe(is);
  });
});
