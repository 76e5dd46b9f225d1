import fc from 'fast-check';
import {
  COMMAND_STATES,
  type CommandEvent,
  type CommandState,
  hasEnded,
  isErrorAnswer,
  nextCommandState,
} from './command.js';

const EVENTS: readonly CommandEvent[] = ['sent', 'taken', 'answered', 'refused', 'timePassed'];

describe('nextCommandState', () => {
  it.each<[CommandState, CommandEvent, boolean, CommandState | undefined]>([
    ['QUEUED', 'sent', true, 'SENT'],
    ['QUEUED', 'timePassed', true, 'EXPIRED'],
    ['QUEUED', 'answered', true, undefined],
    ['SENT', 'sent', true, undefined],
    ['SENT', 'taken', true, 'DELIVERED'],
    ['SENT', 'taken', false, 'SUCCESSFUL'],
    ['SENT', 'answered', true, 'SUCCESSFUL'],
    ['SENT', 'timePassed', true, 'TIMEOUT'],
    ['DELIVERED', 'answered', true, 'SUCCESSFUL'],
    ['DELIVERED', 'refused', true, 'FAILED'],
    ['DELIVERED', 'timePassed', true, 'TIMEOUT'],
    ['SUCCESSFUL', 'answered', true, undefined],
    ['TIMEOUT', 'answered', true, undefined],
  ])('%s, %s (wants an answer: %s) -> %s', (state, event, wantsAnswer, next) =>
    expect(nextCommandState(state, event, wantsAnswer)).toBe(next),
  );

  it('ends, and stays ended after any event', () => {
    const events = fc.array(fc.constantFrom(...EVENTS));
    fc.assert(
      fc.property(events, fc.boolean(), (list, wantsAnswer) => {
        let state: CommandState = 'QUEUED';
        let sends = 0;
        for (const event of [...list, 'timePassed' as const]) {
          const next = nextCommandState(state, event, wantsAnswer);
          if (next === 'SENT') sends++;
          if (hasEnded(state)) expect(next).toBeUndefined();
          state = next ?? state;
        }
        expect(hasEnded(state)).toBe(true);
        expect(sends).toBeLessThanOrEqual(1);
        expect(COMMAND_STATES).toContain(state);
      }),
    );
  });
});

it.each<[unknown, boolean]>([
  [{ error: 'no such method' }, true],
  [{ success: false }, true],
  [{ success: true }, false],
  [{ error: null }, false],
  ['done', false],
  [null, false],
])('treats %o as a failure: %s', (answer, refusal) => expect(isErrorAnswer(answer)).toBe(refusal));
