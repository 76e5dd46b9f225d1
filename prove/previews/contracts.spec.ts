import { contractsMapping } from './contracts.js';
import { termsMapping } from './terms.js';
import { agrees } from './worked-case.js';

const bodiesOf = (map: typeof contractsMapping, id: string, input: Record<string, unknown>): unknown =>
  map({ id, input, expected: {} })!.requests.map(({ preview, body }) => ({
    door: preview,
    body: JSON.parse(JSON.stringify(body)) as unknown,
  }));

describe('a contract case', () => {
  it('with a change requests a fee in advance that changes (PRO-07)', () => {
    const input = {
      old: '300.00',
      new: '600.00',
      change_date: '2025-01-30',
      period: ['2025-01-01', '2025-01-31'],
    };
    expect(bodiesOf(contractsMapping, 'PRO-07', input)).toEqual([
      {
        door: 'contracts',
        body: {
          currency: 2,
          start: '2025-01-01',
          anchorDate: '2025-01-01',
          every: { unit: 'day', count: 30 },
          fees: [{ key: 'base', amount: '300.00', timing: 'advance' }],
          changes: [{ on: '2025-01-30', set: { base: '600.00' } }],
        },
      },
    ]);
  });

  it('with a moved billing day requests both the calendar and prices (PER-12)', () => {
    const input = {
      tiers: [{ to: '10', unit: '2' }],
      billed_before: { usage: '15', amount: '35' },
      events: [
        { date: '2025-01-19', qty: '5' },
        { date: '2025-01-24', qty: '5' },
      ],
      billing_day: { old: 20, new: 25, from: '2025-01-20' },
    };
    const { requests, got } = contractsMapping({ id: 'PER-12', input, expected: {} })!;
    expect(requests.map(({ preview }) => preview)).toEqual(['contracts', 'pricing', 'pricing']);
    const calendar = { periods: [{ from: '2025-01-20', to: '2025-01-25' }] };
    const answers = [calendar, { runs: [{ amount: '35' }, { amount: '15' }] }, { runs: [{ amount: '10' }] }];
    expect(got(answers)).toEqual({ amounts: ['15', '10'] });
  });
});

describe('a clause case', () => {
  it('sends fractions as percentages (EC-40)', () => {
    const input = { value0: '52000.00', residual_pct: '0.12', term: 60, month: 36, admin_pct: '0.02' };
    expect(bodiesOf(termsMapping, 'EC-40', input)).toEqual([
      {
        door: 'terms',
        body: {
          term: {
            type: 'buyout',
            value: '52000.00',
            residualPercent: '12',
            termMonths: 60,
            adminPercent: '2',
          },
          facts: { month: 36 },
        },
      },
    ]);
  });

  it('of another preview has no mapping here', () => {
    const other = { id: 'CTR-03', input: {}, expected: {} };
    expect([contractsMapping(other), termsMapping(other)]).toEqual([undefined, undefined]);
  });
});

describe('the result', () => {
  it.each([
    ['a decimal by value', '2.50', '2.5', true],
    ['a number and a decimal', 31, '31', true],
    ['a quotient', '85/92', '0.923913043', true],
    ['all expected fields, and more', { a: ['1'] }, { a: ['1.0'], b: '2' }, true],
    ['another value', '2.50', '2.51', false],
    ['a missing field', ['1', '2'], ['1'], false],
    ['nothing', '1', undefined, false],
  ])('is compared correctly: %s', (_name, expected, got, agreed) => {
    expect(agrees(expected, got)).toBe(agreed);
  });
});
