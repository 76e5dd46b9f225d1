import fc from 'fast-check';
import { attemptStateAfter, type IntentReading, judgeReading } from './intent-reading.js';
import { isFinal, type KnownOutcome, type OutcomeState } from './outcome.js';
import { classifyDecline } from './decline.js';

const STATES = ['processing', 'requires_authentication', 'declined', 'succeeded', 'canceled'] as const;
type KnownState = (typeof STATES)[number];

function outcome(state: KnownState, chargeId = 'ch_1'): KnownOutcome {
  const intent = {
    id: 'pi_1',
    attemptId: 'a',
    amount: { minor: 1n, currency: 'EUR' },
    chargeId,
    methodId: 'pm_1',
  };
  const decline = classifyDecline({
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    adviceCode: null,
  });
  return state === 'declined' ? { state, intent, decline } : { state, intent };
}
const reading = (state: KnownState, from: number, to = from + 1, chargeId?: string): IntentReading => ({
  outcome: outcome(state, chargeId),
  askedAt: new Date(from),
  answeredAt: new Date(to),
});

describe('a reading of an intent', () => {
  it.each([
    ['the first one', null, reading('processing', 5), 'apply'],
    ['a later one', reading('processing', 5), reading('declined', 6), 'apply'],
    ['a later one that says the same', reading('declined', 5), reading('declined', 6), 'ignore'],
    ['a later decline of another charge', reading('declined', 5), reading('declined', 6, 7, 'ch_2'), 'apply'],
    ['an earlier one', reading('declined', 5), reading('processing', 3), 'ignore'],
    ['an overlapping one', reading('processing', 5, 8), reading('declined', 6, 9), 'read_again'],
    [
      'an overlapping one that says the same',
      reading('processing', 5, 8),
      reading('processing', 6, 9),
      'ignore',
    ],
    ['an earlier one that is final', reading('processing', 5), reading('succeeded', 3), 'apply'],
    ['a later one after a final one', reading('succeeded', 5), reading('processing', 6), 'ignore'],
    ['the same final one', reading('succeeded', 5), reading('succeeded', 6), 'ignore'],
    ['another final one', reading('canceled', 5), reading('succeeded', 6), 'contradiction'],
  ])('%s: %#', (_, stored, seen, verdict) => {
    expect(judgeReading(stored, seen)).toBe(verdict);
  });

  it('of a canceled intent keeps the decline of its attempt', () => {
    expect(attemptStateAfter('declined', 'canceled')).toBe('declined');
    expect(attemptStateAfter('requires_authentication', 'canceled')).toBe('requires_authentication');
    expect(attemptStateAfter('unknown', 'canceled')).toBe('canceled');
    expect(attemptStateAfter(null, 'canceled')).toBe('canceled');
    expect(attemptStateAfter('declined', 'succeeded')).toBe('succeeded');
  });

  /**
   * The states of an intent at the provider, one state per tick. The last state may be final; all others are not final.
   */
  const life = fc
    .tuple(
      fc.array(fc.constantFrom('processing', 'requires_authentication', 'declined'), { maxLength: 8 }),
      fc.constantFrom(...STATES),
    )
    .map(([states, last]): KnownState[] => [...states, last] as KnownState[]);

  it('ends with the truth, whatever order readings are stored in and whatever webhooks are lost', () => {
    fc.assert(
      fc.property(
        life,
        // Each delivery: when its reading starts, how long it takes, and when it is stored.
        fc.array(
          fc.tuple(
            fc.nat({ max: 30 }),
            fc.nat({ max: 6 }),
            fc.nat({ max: 60 }),
            fc.double({ min: 0, max: 1, noNaN: true }),
          ),
          { maxLength: 25 },
        ),
        (states, deliveries) => {
          const stateAt = (tick: number) => states[Math.min(tick, states.length - 1)] ?? 'processing';
          const seen = deliveries
            .map(([from, length, storedAt, share]) => ({
              storedAt: Math.max(storedAt, from + length),
              // The provider reads the state at an instant between the request and the response.
              reading: reading(stateAt(from + Math.floor(share * length)), from, from + length + 1),
            }))
            .sort((a, b) => a.storedAt - b.storedAt);
          let stored: IntentReading | null = null;
          for (const one of seen) {
            const verdict = judgeReading(stored, one.reading);
            expect(verdict).not.toBe('contradiction');
            // If the order is not known, the intent is read again without a concurrent request.
            if (verdict === 'read_again') stored = reading(stateAt(one.storedAt), one.storedAt + 1);
            else if (verdict === 'apply') stored = one.reading;
          }
          // The daily poll reads every intent that is not final.
          const last = reading(stateAt(1000), 1000);
          if (stored === null || !isFinal(stored.outcome.state)) {
            const verdict = judgeReading(stored, last);
            expect(['apply', 'ignore']).toContain(verdict);
            if (verdict === 'apply') stored = last;
          }
          expect(stored?.outcome.state satisfies OutcomeState | undefined).toBe(states.at(-1));
        },
      ),
      { numRuns: 500 },
    );
  });
});
