import { GUESSES_PER_ADDRESS, GUESSES_PER_USERNAME, GuessLockout } from './guess-lockout.js';

const MINUTE = 60_000;

describe('GuessLockout', () => {
  it('locks only that user name after ten wrong passwords from an address, for a minute', () => {
    const lockout = new GuessLockout();
    for (let i = 0; i < GUESSES_PER_USERNAME; i++) {
      expect(lockout.isLocked('10.0.0.1', 'mk/p/1', 'wrong', i)).toBe(false);
      lockout.recordFailure('10.0.0.1', 'mk/p/1', 'wrong', i);
    }
    expect(lockout.isLocked('10.0.0.1', 'mk/p/1', 'wrong', 10)).toBe(true);
    expect(lockout.isLocked('10.0.0.1', 'mk/q/1', 'wrong', 10)).toBe(false);
    expect(lockout.isLocked('10.0.0.2', 'mk/p/1', 'wrong', 10)).toBe(false);
    expect(lockout.isLocked('10.0.0.1', 'mk/p/1', 'wrong', 10 + MINUTE)).toBe(false);
  });

  it('locks an address that guesses at many user names', () => {
    const lockout = new GuessLockout();
    for (let i = 0; i < GUESSES_PER_ADDRESS; i++) lockout.recordFailure('10.0.0.1', `mk/p/${i}`, 'wrong', 0);
    expect(lockout.isLocked('10.0.0.1', 'mk/other/1', 'wrong', 1)).toBe(true);
    expect(lockout.isLocked('10.0.0.2', 'mk/other/1', 'wrong', 1)).toBe(false);
  });

  it('keeps counting while the guessing continues', () => {
    const lockout = new GuessLockout();
    for (let i = 0; i < GUESSES_PER_USERNAME; i++) lockout.recordFailure('a', 'u', 'wrong', i * (MINUTE - 1));
    expect(lockout.isLocked('a', 'u', 'wrong', GUESSES_PER_USERNAME * (MINUTE - 1))).toBe(true);
  });

  it('admits a recently valid credential, whatever others send from the same address', () => {
    const lockout = new GuessLockout();
    lockout.recordSuccess('right');
    for (let i = 0; i < GUESSES_PER_ADDRESS; i++) lockout.recordFailure('a', 'u', 'wrong', 0);
    expect(lockout.isLocked('a', 'u', 'wrong', 1)).toBe(true);
    expect(lockout.isLocked('a', 'u', 'right', 1)).toBe(false);
  });

  it('does not exempt a credential once it is wrong', () => {
    const lockout = new GuessLockout();
    lockout.recordSuccess('revoked');
    for (let i = 0; i < GUESSES_PER_USERNAME; i++) lockout.recordFailure('a', 'u', 'revoked', 0);
    expect(lockout.isLocked('a', 'u', 'revoked', 1)).toBe(true);
  });
});
