import fc from 'fast-check';
import {
  ACCOUNT_PACE,
  ADDRESS_LOCKOUT,
  admitAttempt,
  revertAttempt,
  revertPacedAttempt,
  type GuessRecord,
  paceAttempt,
  SOURCE_LOCKOUT,
} from './sign-in-lockout.js';

const START = new Date('2026-11-24T08:00:00Z');
const after = (seconds: number, from = START): Date => new Date(from.getTime() + seconds * 1000);

/** Enters a wrong password as soon as each lock ends, and returns the durations of the locks. */
function locksOf(guesses: number): number[] {
  let record: GuessRecord | null = null;
  let now = START;
  const locks: number[] = [];
  for (let guess = 0; guess < guesses; guess++) {
    const admission = admitAttempt(record, SOURCE_LOCKOUT, now);
    if (!admission.isAdmitted) throw new Error('The attempt was made during a lock');
    record = admission.record;
    if (record.lockedUntil) {
      locks.push((record.lockedUntil.getTime() - now.getTime()) / 1000);
      now = record.lockedUntil;
    }
  }
  return locks;
}

describe('guessing at an account from one source', () => {
  it('is free four times, then locked for increasing periods of up to a quarter of an hour', () => {
    expect(locksOf(4)).toEqual([]);
    expect(locksOf(12)).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
  });

  it('is rejected during a lock, which further attempts do not extend', () => {
    const record: GuessRecord = { failures: 5, lastFailedAt: START, lockedUntil: after(30) };
    expect(admitAttempt(record, SOURCE_LOCKOUT, after(10.2))).toEqual({
      isAdmitted: false,
      retryAfterSeconds: 20,
    });
    expect(admitAttempt(record, SOURCE_LOCKOUT, after(30))).toMatchObject({ isAdmitted: true });
  });

  it('is forgotten after a day without attempts', () => {
    const record: GuessRecord = { failures: 9, lastFailedAt: START, lockedUntil: after(480) };
    expect(admitAttempt(record, SOURCE_LOCKOUT, after(86_399))).toMatchObject({ record: { failures: 10 } });
    expect(admitAttempt(record, SOURCE_LOCKOUT, after(86_400))).toMatchObject({
      record: { failures: 1, lockedUntil: null },
    });
  });

  it('never exceeds the policy in any hour, however the attempts are distributed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 400 }), (pauses) => {
        let record: GuessRecord | null = null;
        let now = START;
        const admitted: number[] = [];
        for (const pause of pauses) {
          now = after(pause, now);
          const admission = admitAttempt(record, SOURCE_LOCKOUT, now);
          if (!admission.isAdmitted) continue;
          record = admission.record;
          admitted.push(now.getTime());
        }
        const inAnHour = admitted.map(
          (from) => admitted.filter((at) => at >= from && at < from + 3_600_000).length,
        );
        expect(Math.max(0, ...inAnHour)).toBeLessThanOrEqual(13);
      }),
    );
  });
});

describe('guessing at an account from everywhere', () => {
  /**
   * Makes attempts at the given seconds. Returns the wait of each attempt in seconds; null for an attempt that must be
   * retried later.
   */
  function waitsAt(seconds: readonly number[]): (number | null)[] {
    let record: GuessRecord | null = null;
    return seconds.map((second) => {
      const admission = paceAttempt(record, ACCOUNT_PACE, after(second));
      if (!admission.isAdmitted) return null;
      record = admission.record;
      return admission.waitMs / 1000;
    });
  }

  it('is free twenty times, then takes turns, and is never locked', () => {
    expect(waitsAt(Array<number>(30).fill(0)).slice(18)).toEqual([
      0,
      0,
      0,
      1,
      2,
      3,
      4,
      5,
      null,
      null,
      null,
      null,
    ]);
    expect(waitsAt([...Array<number>(30).fill(0), 2]).at(-1)).toBe(4);
    expect(waitsAt([...Array<number>(30).fill(0), 7]).at(-1)).toBe(0);
  });

  it('delays no attempt by more than one turn, whatever attempts came before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 300 }), (pauses) => {
        let now = START;
        let record: GuessRecord | null = null;
        let admitted = 0;
        for (const pause of pauses) {
          now = after(pause / 10, now);
          const admission = paceAttempt(record, ACCOUNT_PACE, now);
          if (admission.isAdmitted) {
            record = admission.record;
            admitted++;
            expect(admission.waitMs).toBeLessThanOrEqual(5000);
          } else expect(admission.retryAfterSeconds).toBeLessThanOrEqual(1);
        }
        const seconds = (now.getTime() - START.getTime()) / 1000;
        expect(admitted).toBeLessThanOrEqual(20 + 1 + seconds + 5);
      }),
    );
  });

  it('reverts one attempt after the correct password, and keeps the turns of others', () => {
    const record: GuessRecord = { failures: 30, lastFailedAt: START, lockedUntil: after(4) };
    expect(revertPacedAttempt(record)).toEqual({ ...record, failures: 29 });
    expect(revertPacedAttempt({ ...record, failures: 1 })).toBeNull();
  });
});

describe('a correct password', () => {
  it('reverts its own attempt and no other', () => {
    let record: GuessRecord | null = { failures: 20, lastFailedAt: START, lockedUntil: null };
    const admission = admitAttempt(record, ADDRESS_LOCKOUT, after(1));
    record = admission.isAdmitted ? revertAttempt(admission.record) : record;
    expect(record).toMatchObject({ failures: 20, lockedUntil: null });
  });

  it('leaves no record when there was none before', () => {
    expect(revertAttempt({ failures: 1, lastFailedAt: START, lockedUntil: null })).toBeNull();
  });
});
