import { decideContactChange } from './connectivity.js';

describe('decideContactChange', () => {
  it.each([
    ['never reported', null, null, 10_000, undefined],
    ['reported just now', 1000, null, 1500, undefined],
    ['at its threshold', 1000, null, 61_000, { kind: 'silent', atMs: 61_000 }],
    ['detected late', 1000, null, 500_000, { kind: 'silent', atMs: 61_000 }],
    ['still silent', 1000, 61_000, 500_000, undefined],
    ['reporting again', 90_000, 61_000, 500_000, { kind: 'heard', atMs: 90_000 }],
  ])('%s', (_what, lastSeenMs, silentSinceMs, nowMs, expected) => {
    expect(decideContactChange({ lastSeenMs, silentSinceMs, silentAfterSeconds: 60 }, nowMs)).toEqual(
      expected,
    );
  });
});
