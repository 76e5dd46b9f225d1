import fc from 'fast-check';
import {
  credentialStateAt,
  type CredentialTerm,
  findLastUsed,
  hashDeviceSecret,
  isCredentialUsable,
  isDeviceSecret,
  planRotation,
} from './device-credential.js';

const now = new Date('2026-11-24T12:00:00Z');
const hours = (n: number): Date => new Date(now.getTime() + n * 3_600_000);
const term = (validUntil: number | null, revokedAt: number | null = null): CredentialTerm => ({
  validUntil: validUntil === null ? null : hours(validUntil),
  revokedAt: revokedAt === null ? null : hours(revokedAt),
});

describe('hashDeviceSecret', () => {
  it('is SHA-256', () => {
    expect(hashDeviceSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('matches its secret and no other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (secret, other) => {
        expect(isDeviceSecret(secret, hashDeviceSecret(secret))).toBe(true);
        expect(isDeviceSecret(other, hashDeviceSecret(secret))).toBe(other === secret);
      }),
    );
  });

  it('handles a stored hash of another length', () => {
    expect(isDeviceSecret('', '')).toBe(false);
  });
});

describe('credentialStateAt', () => {
  it.each<[string, CredentialTerm, string, boolean]>([
    ['without an end', term(null), 'active', true],
    ['in its overlap', term(1), 'ending', true],
    ['at its end', term(0), 'expired', false],
    ['after its end', term(-1), 'expired', false],
    ['revoked', term(null, -1), 'revoked', false],
    ['revoked in its overlap', term(1, -1), 'revoked', false],
  ])('%s', (_what, credential, state, usable) => {
    expect(credentialStateAt(credential, now)).toBe(state);
    expect(isCredentialUsable(credential, now)).toBe(usable);
  });
});

describe('planRotation', () => {
  it.each<[string, CredentialTerm, number | null, unknown]>([
    ['ends an active credential after the overlap', term(null), 24, { kind: 'end', at: hours(24) }],
    ['brings a later end forward', term(48), 24, { kind: 'end', at: hours(24) }],
    ['keeps an earlier end', term(2), 24, { kind: 'keep' }],
    ['revokes without an overlap', term(null), 0, { kind: 'revoke' }],
    ['leaves an expired credential', term(-1), 0, { kind: 'keep' }],
    ['leaves a revoked credential', term(null, -1), 24, { kind: 'keep' }],
    ['leaves an active credential without a rotation', term(null), null, { kind: 'keep' }],
  ])('%s', (_what, older, overlapHours, step) => {
    expect(planRotation(older, now, overlapHours)).toEqual(step);
  });

  it('never extends an older credential beyond the overlap or its own end', () => {
    const end = fc.option(fc.integer({ min: -100, max: 100 }));
    fc.assert(
      fc.property(end, end, fc.integer({ min: 0, max: 100 }), (validUntil, revokedAt, overlap) => {
        const older = term(validUntil, revokedAt);
        const step = planRotation(older, now, overlap);
        const after: CredentialTerm =
          step.kind === 'revoke'
            ? { ...older, revokedAt: now }
            : step.kind === 'end'
              ? { ...older, validUntil: step.at }
              : older;
        const later = new Date(hours(overlap).getTime() + 1);
        expect(isCredentialUsable(after, later)).toBe(false);
        if (!isCredentialUsable(older, now)) expect(isCredentialUsable(after, now)).toBe(false);
      }),
    );
  });
});

describe("a certificate's own validity", () => {
  it.each([
    ['far in the future', 24 * 31, 'active'],
    ['within thirty days', 24 * 29, 'ending'],
    ['ended', 0, 'expired'],
  ])('%s', (_what, ends, state) => {
    expect(credentialStateAt({ ...term(null), notAfter: hours(ends) }, now)).toBe(state);
  });

  it('does not outlast its overlap or its revocation', () => {
    expect(credentialStateAt({ ...term(-1), notAfter: hours(5000) }, now)).toBe('expired');
    expect(credentialStateAt({ ...term(null, -1), notAfter: hours(5000) }, now)).toBe('revoked');
  });
});

describe('findLastUsed', () => {
  const used = (id: string, at: number | null) => ({ id, lastUsedAt: at === null ? null : hours(at) });

  it('returns the credential of the last connection', () => {
    expect(findLastUsed([used('new', null), used('old', -3)])).toMatchObject({ id: 'old' });
    expect(findLastUsed([used('new', -1), used('old', -3)])).toMatchObject({ id: 'new' });
    expect(findLastUsed([used('new', null)])).toBeNull();
    expect(findLastUsed([])).toBeNull();
  });
});
