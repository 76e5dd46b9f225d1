import fc from 'fast-check';
import { dueSteps, findStepFaults, type Step } from './escalation.js';

const STEPS: readonly Step[] = [
  { afterMinutes: 15, role: 'manager' },
  { afterMinutes: 60, role: 'admin' },
];
const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 30, 12, minutes));

describe('the steps of an event that is not acknowledged', () => {
  it.each([
    [14, [], []],
    [15, [], [0]],
    [15, [0], []],
    [60, [0], [1]],
    [60, [], [0, 1]],
    [500, [0, 1], []],
  ])('after %d minutes, with %j taken, are %j', (minutes, taken, due) => {
    expect(dueSteps({ recordedAt: at(0), taken }, STEPS, at(minutes))).toEqual(due);
  });

  it('are each taken once, however often they are checked', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 20 }), (checks) => {
        const taken: number[] = [];
        for (const minutes of checks.sort((a, b) => a - b))
          taken.push(...dueSteps({ recordedAt: at(0), taken }, STEPS, at(minutes)));
        const last = checks.at(-1) ?? 0;
        expect(taken).toEqual(
          STEPS.flatMap(({ afterMinutes }, index) => (last >= afterMinutes ? [index] : [])),
        );
      }),
    );
  });
});

describe('steps', () => {
  it.each<[string, Step[], string[]]>([
    ['are valid', [...STEPS], []],
    ['may be none', [], []],
    [
      'must be later than the step before',
      [
        { afterMinutes: 60, role: 'manager' },
        { afterMinutes: 60, role: 'admin' },
      ],
      ['/steps/1/afterMinutes'],
    ],
    ['must be whole minutes', [{ afterMinutes: 0.5, role: 'manager' }], ['/steps/0/afterMinutes']],
    ['end after a week', [{ afterMinutes: 10_081, role: 'manager' }], ['/steps/0/afterMinutes']],
    ['go to the maker’s people', [{ afterMinutes: 5, role: 'customer_admin' }], ['/steps/0/role']],
    [
      'are at most five',
      Array.from({ length: 6 }, (_, index) => ({ afterMinutes: index + 1, role: 'admin' as const })),
      ['/steps'],
    ],
  ])('%s', (_, steps, pointers) => {
    expect(findStepFaults('ticket.opened', steps).map(({ pointer }) => pointer)).toEqual(pointers);
  });
});
