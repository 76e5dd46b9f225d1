import { countMatches, isPayment, summarizeLines } from './import-summary.js';

describe('isPayment', () => {
  it.each([
    ['0.01', false, true],
    ['0.00', false, false],
    ['-5.00', false, false],
    ['5.00', true, false],
  ])('%s, reversal %s: %s', (amount, isReversal, expected) => {
    expect(isPayment({ amount, isReversal })).toBe(expected);
  });
});

describe('summarizeLines', () => {
  it('sums both directions, and finds the first and last day', () => {
    expect(
      summarizeLines([
        { amount: '10.10', bookingDate: '2026-11-03' },
        { amount: '-0.10', bookingDate: '2026-11-01' },
        { amount: '0.90', bookingDate: '2026-11-02' },
      ]),
    ).toEqual({ firstDay: '2026-11-01', lastDay: '2026-11-03', lines: 3, received: '11', sent: '-0.1' });
  });

  it('has no days without lines', () => {
    expect(summarizeLines([])).toEqual({
      firstDay: null,
      lastDay: null,
      lines: 0,
      received: '0',
      sent: '0',
    });
  });
});

describe('countMatches', () => {
  it('counts conclusive uses and suggestions separately', () => {
    const use = { customerId: 'c', allocations: [], reasons: [] };
    expect(
      countMatches([
        { certain: use, suggestions: [] },
        { certain: null, suggestions: [use, use] },
        { certain: null, suggestions: [] },
      ]),
    ).toEqual({ matched: 1, suggested: 1 });
  });
});
