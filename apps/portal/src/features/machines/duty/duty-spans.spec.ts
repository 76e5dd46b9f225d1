import fc from 'fast-check';
import { toDutySpans } from './duty-of-row.js';
import { clipSpans, DUTY_STATES, dutyShares, type DutySpan } from './duty-spans.js';

const span = (from: number, to: number, state: DutySpan['state']): DutySpan => ({ from, to, state });

describe('the states of a machine in a window', () => {
  it('are clipped to the window, with gaps filled as silent', () => {
    const spans = [span(5, 20, 'idle'), span(-10, 3, 'load'), span(20, 99, 'off')];
    expect(clipSpans(spans, 0, 30)).toEqual([
      span(0, 3, 'load'),
      span(3, 5, 'silent'),
      span(5, 20, 'idle'),
      span(20, 30, 'off'),
    ]);
  });

  it('are silent where nothing is known, and empty outside the window', () => {
    expect(clipSpans([span(50, 60, 'load')], 0, 30)).toEqual([span(0, 30, 'silent')]);
  });

  it('belong to the first of two overlapping spans', () => {
    expect(clipSpans([span(0, 10, 'load'), span(5, 20, 'fault')], 0, 20)).toEqual([
      span(0, 10, 'load'),
      span(10, 20, 'fault'),
    ]);
  });

  it('cover the window without gaps or overlaps, whatever was reported', () => {
    const some = fc.array(
      fc
        .tuple(
          fc.integer({ min: -50, max: 150 }),
          fc.integer({ min: 0, max: 60 }),
          fc.constantFrom(...DUTY_STATES),
        )
        .map(([from, length, state]) => span(from, from + length, state)),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(some, (spans) => {
        const clipped = clipSpans(spans, 0, 100);
        expect(clipped[0]?.from).toBe(0);
        expect(clipped.at(-1)?.to).toBe(100);
        for (const [index, one] of clipped.entries()) {
          expect(one.to).toBeGreaterThan(one.from);
          if (index > 0) expect(one.from).toBe(clipped[index - 1]?.to);
        }
      }),
    );
  });
});

describe('the shares of the states', () => {
  it('sum to one, largest first', () => {
    const shares = dutyShares([span(0, 10, 'idle'), span(10, 70, 'load'), span(70, 100, 'idle')]);
    expect(shares).toEqual([
      ['load', 0.6],
      ['idle', 0.4],
    ]);
  });

  it('are empty for an empty window', () => {
    expect(dutyShares([])).toEqual([]);
    expect(dutyShares([span(5, 5, 'load')])).toEqual([]);
  });
});

describe('the states in a response', () => {
  it('are read unchanged, except that an unknown state is silent, never running', () => {
    const parts = [
      { from: '2026-11-25T00:00:00Z', to: '2026-11-25T01:00:00Z', state: 'load' },
      { from: '2026-11-25T01:00:00Z', to: '2026-11-25T02:00:00Z', state: 'purging' },
    ] as unknown as Parameters<typeof toDutySpans>[0];
    expect(toDutySpans(parts)).toEqual([
      span(Date.parse('2026-11-25T00:00:00Z'), Date.parse('2026-11-25T01:00:00Z'), 'load'),
      span(Date.parse('2026-11-25T01:00:00Z'), Date.parse('2026-11-25T02:00:00Z'), 'silent'),
    ]);
  });

  it('are empty before the response', () => {
    expect(toDutySpans(undefined)).toEqual([]);
  });
});
