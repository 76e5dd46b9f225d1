import {
  shouldRecordUse,
  isSessionAlive,
  SESSION_IDLE_MS,
  SESSION_MAX_MS,
  sessionExpiry,
} from './session-lifetime.js';

const OPENED = new Date('2026-11-01T08:00:00Z');
const at = (ms: number): Date => new Date(OPENED.getTime() + ms);
const open = {
  createdAt: OPENED,
  lastSeenAt: OPENED,
  expiresAt: sessionExpiry(OPENED, OPENED),
  revokedAt: null,
};

describe('a session', () => {
  it('ends after its idle time', () => {
    expect(isSessionAlive(open, null, at(SESSION_IDLE_MS - 1))).toBe(true);
    expect(isSessionAlive(open, null, at(SESSION_IDLE_MS))).toBe(false);
  });

  it('is extended with use, but not beyond its maximum lifetime', () => {
    expect(sessionExpiry(OPENED, at(1000))).toEqual(at(SESSION_IDLE_MS + 1000));
    expect(sessionExpiry(OPENED, at(SESSION_MAX_MS - 1000))).toEqual(at(SESSION_MAX_MS));
  });

  it('ends when it is revoked', () => {
    expect(isSessionAlive({ ...open, revokedAt: at(5) }, null, at(6))).toBe(false);
  });

  it.each([
    ['before it was opened', -1, true],
    ['at the moment it was opened', 0, true],
    ['after it was opened', 1, false],
  ])('with the password changed %s', (_when, offset, isAlive) => {
    expect(isSessionAlive(open, at(offset), at(2000))).toBe(isAlive);
  });
});

describe('recording use', () => {
  it.each([
    [null, true],
    [at(0), true],
    [at(1), false],
    [at(60_000), false],
  ])('last at %p, one minute after opening: %s', (lastSeenAt, isDue) => {
    expect(shouldRecordUse(lastSeenAt, at(60_000))).toBe(isDue);
  });
});
