import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { countDays, plusDays } from '../calendar/local-dates.js';
import { previewContract, type DescribedContract } from './contract-preview.js';

type Described = Partial<Omit<DescribedContract, 'calendar'>> & {
  readonly calendar?: Partial<DescribedContract['calendar']>;
};

const contract = ({ calendar, ...rest }: Described): DescribedContract => ({
  calendar: {
    zone: 'UTC',
    start: '2024-03-01',
    every: { unit: 'month', count: 1 },
    align: 'calendar',
    anchorDate: null,
    dayCount: 'day',
    trialDays: 0,
    ...calendar,
  },
  horizon: { count: 1 },
  precision: 'EUR',
  fees: [],
  minimum: null,
  usageAmount: '0',
  includedQuantity: null,
  changes: [],
  ...rest,
});

const lines = (described: Described): string[] =>
  previewContract(contract(described)).lines.map(
    ({ key, kind, from, to, days, amount }) => `${key} ${kind} ${from}/${to} ${days} ${amount}`,
  );

const advance = (amount: string, key = 'base') => ({ key, amount, timing: 'advance' as const });
const arrears = (amount: string, key = 'base') => ({ key, amount, timing: 'arrears' as const });

describe('previewContract', () => {
  it.each<[string, Described, string[]]>([
    [
      'in advance, a lower price (PRO-04)',
      { fees: [advance('1000')], changes: [{ on: '2024-03-15', set: { base: '500' } }] },
      [
        'base fee 2024-03-01/2024-04-01 31 1000.00',
        'base credit 2024-03-15/2024-04-01 17 -548.39',
        'base charge 2024-03-15/2024-04-01 17 274.19',
      ],
    ],
    [
      'in arrears, a change (PRO-11)',
      {
        calendar: { start: '2024-01-01' },
        fees: [arrears('5')],
        changes: [{ on: '2024-01-15', set: { base: '7.00' } }],
      },
      ['base fee 2024-01-01/2024-01-15 14 2.26', 'base charge 2024-01-15/2024-02-01 17 3.84'],
    ],
    [
      'an end before a day, of a quarter (PRO-12)',
      {
        calendar: { start: '2024-01-01', every: { unit: 'month', count: 3 } },
        fees: [arrears('9')],
        changes: [{ on: '2024-02-01', end: 'before' }],
        horizon: { count: 5 },
      },
      ['base fee 2024-01-01/2024-02-01 31 3.07'],
    ],
    [
      'an end on the first day, paid in advance (PRO-19)',
      {
        calendar: { zone: 'America/Los_Angeles', start: '2023-02-08T00:00:00Z' },
        fees: [advance('50.00')],
        changes: [{ on: '2023-02-08T00:00:00Z', end: 'after' }],
      },
      ['base fee 2023-02-07/2023-03-01 22 39.29', 'base credit 2023-02-08/2023-03-01 21 -37.50'],
    ],
    [
      'an end within the trial, as a fee in advance and its credit',
      {
        calendar: { start: '2024-03-05', trialDays: 10 },
        fees: [advance('50000'), arrears('31', 'service')],
        minimum: { amount: '60000' },
        changes: [
          { on: '2024-03-10', end: 'after' },
          { on: '2024-03-15', set: { base: '62000' } },
        ],
      },
      ['base fee 2024-03-15/2024-04-01 17 34000.00', 'base credit 2024-03-15/2024-04-01 17 -34000.00'],
    ],
    [
      'an end on the last day of the trial',
      {
        calendar: { start: '2024-03-05', trialDays: 10 },
        fees: [advance('31')],
        changes: [{ on: '2024-03-14', end: 'after' }],
      },
      ['base fee 2024-03-15/2024-04-01 17 17.00', 'base credit 2024-03-15/2024-04-01 17 -17.00'],
    ],
    [
      'two changes and an end, each from the terms before',
      {
        calendar: { start: '2024-04-01' },
        fees: [advance('300')],
        changes: [
          { on: '2024-04-21', set: { base: '900' } },
          { on: '2024-04-11', set: { base: '600' } },
          { on: '2024-04-25', end: 'after' },
        ],
      },
      [
        'base fee 2024-04-01/2024-05-01 30 300.00',
        'base credit 2024-04-11/2024-05-01 20 -200.00',
        'base charge 2024-04-11/2024-05-01 20 400.00',
        'base credit 2024-04-21/2024-05-01 10 -200.00',
        'base charge 2024-04-21/2024-05-01 10 300.00',
        'base credit 2024-04-26/2024-05-01 5 -150.00',
      ],
    ],
    [
      'a change on the first day of a period is a fee at the new terms',
      {
        fees: [arrears('10'), advance('20', 'software')],
        changes: [{ on: '2024-03-01', set: { base: '11', software: '22' } }],
      },
      ['base fee 2024-03-01/2024-04-01 31 11.00', 'software fee 2024-03-01/2024-04-01 31 22.00'],
    ],
    [
      'a month of 30 days (PRO-32)',
      {
        calendar: { dayCount: '30/360' },
        fees: [arrears('19.95')],
        changes: [{ on: '2024-03-09', set: { base: '19.95' } }],
      },
      ['base fee 2024-03-01/2024-03-09 8 5.32', 'base charge 2024-03-09/2024-04-01 22 14.63'],
    ],
    [
      'by the second, from the instant, in a month that lacks an hour',
      {
        calendar: { zone: 'Europe/Paris', dayCount: 'second', start: '2024-03-31T10:00:00Z' },
        fees: [arrears('743')],
      },
      ['base fee 2024-03-31/2024-04-01 1 12.00'],
    ],
    [
      'a minimum for the days billed (COM-01)',
      {
        calendar: { start: '2023-02-01', every: { unit: 'week', count: 1 } },
        fees: [arrears('1000')],
        minimum: { amount: '10000' },
      },
      ['base fee 2023-02-01/2023-02-06 5 714.29', 'minimum true_up 2023-02-01/2023-02-06 5 6428.57'],
    ],
    [
      'no minimum if usage reaches it',
      { fees: [arrears('40')], minimum: { amount: '100' }, usageAmount: '60.00' },
      ['base fee 2024-03-01/2024-04-01 31 40.00'],
    ],
    [
      'a minimum beside the credit of an end',
      {
        calendar: { start: '2024-04-01' },
        fees: [advance('300')],
        minimum: { amount: '600' },
        changes: [{ on: '2024-04-10', end: 'after' }],
      },
      [
        'base fee 2024-04-01/2024-05-01 30 300.00',
        'base credit 2024-04-11/2024-05-01 20 -200.00',
        'minimum true_up 2024-04-01/2024-04-11 10 100.00',
      ],
    ],
    [
      'with other decimals',
      { calendar: { start: '2024-03-11' }, fees: [arrears('100')], precision: 4 },
      ['base fee 2024-03-11/2024-04-01 21 67.7419'],
    ],
  ])('%s', (_name, described, expected) => {
    expect(lines(described)).toEqual(expected);
  });

  it('shows the factor but calculates with the fraction', () => {
    const { periods } = previewContract(
      contract({ calendar: { start: '2023-05-23', anchorDate: '2023-06-15' }, includedQuantity: '100' }),
    );
    expect(periods).toEqual([
      {
        periodFrom: '2023-05-15',
        periodTo: '2023-06-15',
        from: '2023-05-23',
        to: '2023-06-15',
        fromInstant: '2023-05-23T00:00:00Z',
        toInstant: '2023-06-15T00:00:00Z',
        days: 23,
        of: 31,
        hours: '552',
        factor: '0.741935484',
        includedQuantity: '74',
      },
    ]);
  });

  it('shares the allowance among the parts of a period that is split by a change of the billing day', () => {
    const { periods } = previewContract(
      contract({
        calendar: { start: '2025-01-01' },
        horizon: { count: 3 },
        includedQuantity: '100',
        changes: [{ on: '2025-01-12', anchorDate: '2025-02-01' }],
      }),
    );
    expect(periods.map(({ from, to, includedQuantity }) => `${from}/${to} ${includedQuantity}`)).toEqual([
      '2025-01-01/2025-01-12 35',
      '2025-01-12/2025-02-01 65',
      '2025-02-01/2025-03-01 100',
    ]);
  });

  it.each<[string, Described]>([
    ['contracts.fee_twice', { fees: [arrears('1'), advance('2')] }],
    ['contracts.fee_unknown', { fees: [arrears('1')], changes: [{ on: '2024-03-02', set: { other: '2' } }] }],
    [
      'contracts.end_twice',
      {
        changes: [
          { on: '2024-03-02', end: 'after' },
          { on: '2024-03-03', end: 'after' },
        ],
      },
    ],
    ['contracts.end_before_start', { changes: [{ on: '2024-02-29', end: 'after' }] }],
    ['contracts.date_invalid', { calendar: { start: '2023-02-29' } }],
    ['contracts.date_invalid', { calendar: { start: '2024-03-01T10:00:00' } }],
    ['contracts.date_invalid', { calendar: { anchorDate: '2024-02-30' } }],
    ['contracts.zone_unknown', { calendar: { zone: 'Europe/Nowhere' } }],
    ['contracts.zone_unknown', { calendar: { zone: 'local' } }],
    ['contracts.zone_unknown', { calendar: { zone: 'UTC+2' } }],
    ['contracts.horizon_invalid', { horizon: { until: '2024-03-01' } }],
    ['contracts.horizon_invalid', { horizon: { until: '2124-04-01' } }],
  ])('rejects %s', (code, described) => {
    expect(() => previewContract(contract(described))).toThrow(expect.objectContaining({ code }));
  });

  it('bills each day of a change in arrears once, with any day count', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 0, max: 700 }),
        fc.constantFrom('day' as const, 'second' as const, '30/360' as const),
        fc.constantFrom('Europe/Warsaw', 'America/Havana', 'Australia/Lord_Howe', 'Pacific/Apia'),
        (start, length, change, dayCount, zone) => {
          const from = plusDays('2020-01-01', start);
          const { lines: billed, periods } = previewContract(
            contract({
              calendar: { start: from, zone, dayCount },
              horizon: { count: 40 },
              precision: null,
              fees: [arrears('100')],
              changes: [
                { on: plusDays(from, change), set: { base: '100' } },
                { on: plusDays(from, length), end: 'before' },
              ],
            }),
          );
          expect(billed.reduce((sum, line) => sum + countDays(line.from, line.to), 0)).toBe(length);
          const perPeriod = new Map<string, Exact>();
          for (const line of billed) {
            const period = periods.find((each) => each.from <= line.from && line.to <= each.to)!;
            perPeriod.set(period.from, (perPeriod.get(period.from) ?? new Exact(0)).plus(line.amount));
          }
          for (const period of periods)
            expect(perPeriod.get(period.from)!.div(100).toFixed(9)).toBe(period.factor);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('bills in advance, less its credits, the same as in arrears, except for rounding', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 0, max: 9_999 })), {
          maxLength: 4,
        }),
        fc.integer({ min: 1, max: 150 }),
        (steps, length) => {
          const total = (timing: 'advance' | 'arrears') =>
            previewContract(
              contract({
                precision: null,
                horizon: { count: 8 },
                fees: [{ key: 'base', amount: '1234.56', timing }],
                changes: [
                  ...steps.map(([day, amount]) => ({
                    on: plusDays('2024-03-01', day),
                    set: { base: String(amount) },
                  })),
                  { on: plusDays('2024-03-01', length), end: 'before' as const },
                ],
              }),
            )
              .lines.reduce((sum, { amount }) => sum.plus(amount), new Exact(0))
              .toFixed(20);
          expect(total('advance')).toBe(total('arrears'));
        },
      ),
      { numRuns: 150 },
    );
  });
});
