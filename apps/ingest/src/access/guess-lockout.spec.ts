import { GUESSES_PER_ADDRESS, GUESSES_PER_USERNAME, GuessLockout } from './guess-lockout.js';

const MINUTE = 60_000;

describe('GuessLockout', () => {
  it('locks a username after ten wrong passwords from an address, for a minute, and nobody else', () => {
    const lockout = new GuessLockout();
    for (let i = 0; i < GUESSES_PER_USERNAME; i++) {
      expect(lockout.isLocked('10.0.0.1', 'mk/p/1', i)).toBe(false);
      lockout.noteWrong('10.0.0.1', 'mk/p/1', i);
    }
    expect(lockout.isLocked('10.0.0.1', 'mk/p/1', 10)).toBe(true);
    expect(lockout.isLocked('10.0.0.1', 'mk/q/1', 10)).toBe(false);
    expect(lockout.isLocked('10.0.0.2', 'mk/p/1', 10)).toBe(false);
    expect(lockout.isLocked('10.0.0.1', 'mk/p/1', 10 + MINUTE)).toBe(false);
  });

  it('locks an address that guesses at many usernames', () => {
    const lockout = new GuessLockout();
    for (let i = 0; i < GUESSES_PER_ADDRESS; i++) lockout.noteWrong('10.0.0.1', `mk/p/${i}`, 0);
    expect(lockout.isLocked('10.0.0.1', 'mk/other/1', 1)).toBe(true);
    expect(lockout.isLocked('10.0.0.2', 'mk/other/1', 1)).toBe(false);
  });

  it('counts on while the guessing goes on', () => {
    const lockout = new GuessLockout();
    for (let i = 0; i < GUESSES_PER_USERNAME; i++) lockout.noteWrong('a', 'u', i * (MINUTE - 1));
    expect(lockout.isLocked('a', 'u', GUESSES_PER_USERNAME * (MINUTE - 1))).toBe(true);
  });
});
