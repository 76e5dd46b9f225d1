import fc from 'fast-check';
import { advanceStates, dayEndOf, findStateBefore, findStart, type EvaluationState } from './checkpoint.js';
import { INITIAL_RULE_STATE } from './rule-versions.js';

const stateAt = (to: number, ...rules: string[]): EvaluationState => ({
  to,
  rules: Object.fromEntries(rules.map((id) => [id, INITIAL_RULE_STATE])),
});
const DAY = 86_400_000;

describe('checkpoints', () => {
  it.each([
    [0, DAY],
    [DAY - 1, DAY],
    [DAY, 2 * DAY],
    [Date.parse('2026-11-24T12:00:00Z'), Date.parse('2026-11-25T00:00:00Z')],
  ])('the day of %d ends at %d', (at, end) => {
    expect(dayEndOf(at)).toBe(end);
  });

  it('keep marks one and two spacings before the newest', () => {
    let marks: EvaluationState[] = [];
    for (let second = 0; second <= 300; second++) marks = advanceStates(marks, stateAt(second * 1000));
    expect(marks.map(({ to }) => to / 1000)).toEqual([180, 240, 300]);
  });

  it('never have more than three marks, in order, the newest last', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 50 }),
        (steps) => {
          let at = 0;
          let marks: EvaluationState[] = [];
          for (const step of steps) marks = advanceStates(marks, stateAt((at += step)));
          expect(marks.length).toBeLessThanOrEqual(3);
          expect(marks.at(-1)!.to).toBe(at);
          expect(marks.map(({ to }) => to)).toEqual(
            [...new Set(marks.map(({ to }) => to))].sort((a, b) => a - b),
          );
        },
      ),
    );
  });

  const days = [
    { dayEnd: DAY, marks: [stateAt(10, 'r'), stateAt(70, 'r')] },
    { dayEnd: 2 * DAY, marks: [stateAt(DAY + 10, 'r', 's'), stateAt(DAY + 20, 'r', 's')] },
  ];

  it.each([
    [DAY + 21, DAY + 20],
    [DAY + 20, DAY + 10],
    [DAY + 10, 70],
    [70, 10],
    [10, undefined],
  ])('a reading at %d is evaluated from the mark at %s', (from, to) => {
    expect(findStateBefore(days, from)?.to).toBe(to);
  });

  it('go further back for a rule that had begun but has no state', () => {
    expect(findStart(days, DAY + 21, [{ id: 'r', validFrom: 0 }])?.to).toBe(DAY + 20);
    expect(findStart(days, DAY + 21, [{ id: 'new', validFrom: DAY + 15 }])?.to).toBe(DAY + 10);
    expect(findStart(days, DAY + 21, [{ id: 'new', validFrom: 15 }])?.to).toBe(10);
    expect(findStart(days, DAY + 21, [{ id: 'new', validFrom: 5 }])).toBeUndefined();
    expect(findStart(days, DAY + 21, [{ id: 'new', validFrom: DAY + 21 }])?.to).toBe(DAY + 20);
  });
});
