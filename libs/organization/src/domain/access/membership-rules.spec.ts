import { earlierEnd, findMembershipFaults, membershipStatus } from './membership-rules.js';
import type { Role } from './permissions.js';

const NOW = new Date('2026-11-24T08:00:00Z');
const BEFORE = new Date('2026-11-24T07:59:59Z');
const AFTER = new Date('2026-11-24T08:00:01Z');

describe('membership status', () => {
  it.each([
    [{ acceptedAt: BEFORE, expiresAt: null, revokedAt: null }, 'active'],
    [{ acceptedAt: BEFORE, expiresAt: AFTER, revokedAt: null }, 'active'],
    [{ acceptedAt: null, expiresAt: AFTER, revokedAt: null }, 'pending'],
    [{ acceptedAt: BEFORE, expiresAt: NOW, revokedAt: null }, 'expired'],
    [{ acceptedAt: null, expiresAt: BEFORE, revokedAt: null }, 'expired'],
    [{ acceptedAt: BEFORE, expiresAt: null, revokedAt: BEFORE }, 'revoked'],
    [{ acceptedAt: BEFORE, expiresAt: BEFORE, revokedAt: BEFORE }, 'revoked'],
  ])('%j: %s', (times, status) => {
    expect(membershipStatus(times, NOW)).toBe(status);
  });
});

describe('the earlier of two ends', () => {
  it.each([
    [null, null, null],
    [BEFORE, null, BEFORE],
    [null, AFTER, AFTER],
    [BEFORE, AFTER, BEFORE],
    [AFTER, BEFORE, BEFORE],
  ])('%p, %p: %p', (one, other, expected) => {
    expect(earlierEnd(one, other)).toEqual(expected);
  });
});

describe('membership faults', () => {
  it.each<[Role, string | null, string[], Date | null, string[], string?]>([
    ['technician', 'hub', [], null, []],
    ['technician', null, [], null, ['/hubId']],
    ['manager', null, [], AFTER, []],
    ['manager', 'hub', [], null, []],
    ['manager', null, ['customer'], null, ['/customerIds']],
    ['customer_admin', null, ['customer'], null, []],
    ['customer_viewer', null, [], null, ['/customerIds']],
    ['customer_viewer', 'hub', ['customer'], null, ['/hubId']],
    ['finance', null, [], NOW, ['/expiresAt']],
    ['customer_viewer', null, [], null, [], 'partner'],
    ['customer_admin', null, ['customer'], null, [], 'partner'],
    ['manager', null, [], null, ['/partnerId'], 'partner'],
  ])(
    '%s at hub %s with customers %j until %s',
    (role, hubId, customerIds, expiresAt, pointers, partnerId) => {
      const faults = findMembershipFaults(
        { role, hubId, customerIds, partnerId: partnerId ?? null, expiresAt },
        NOW,
      );
      expect(faults.map((fault) => fault.pointer)).toEqual(pointers);
    },
  );
});
