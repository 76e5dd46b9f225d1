import type { AgreedBuyout, AgreedTermination, ExitAgreement } from './exit-agreement.js';
import { buyoutPrice, buyoutSchedule, remainingMonths, terminationPrice } from './exit-prices.js';

const CONTENT = {
  startsOn: '2026-01-01',
  endsOn: '2026-12-31' as string | null,
  currency: 'EUR',
  machines: [],
  pauses: [],
  charges: [
    {
      id: '',
      key: 'fee',
      nameI18n: {},
      clause: '',
      due: 'arrears' as const,
      dueOn: null,
      countsBy: 'month' as const,
      perMachine: false,
      machineIds: [],
      meterIds: [],
      pricing: { model: 'flat' as const, amount: '100' },
    },
  ],
};
const exit = (buyout: AgreedBuyout | null, termination: AgreedTermination | null = null): ExitAgreement => ({
  noticeDays: null,
  noticeTo: 'any_day',
  endDay: 'billed',
  termination,
  buyout,
});
const TABLE: AgreedBuyout = {
  model: 'table',
  prices: [
    { month: 3, price: '900' },
    { month: 6, price: '500.555' },
  ],
};
const STRAIGHT: AgreedBuyout = { model: 'straight', value: '1200', residualPercent: '50', termMonths: 6 };

describe('remainingMonths', () => {
  it.each([
    ['2026-12-31', '2026-11-30', 1],
    ['2026-12-31', '2026-11-29', 2],
    ['2026-12-31', '2026-12-31', 0],
    ['2026-12-31', '2027-02-01', 0],
    [null, '2026-11-30', null],
  ])('until %s from the day after %s are %s', (endsOn, lastDay, months) => {
    expect(remainingMonths({ endsOn }, lastDay)).toBe(months);
  });
});

describe('buyoutPrice', () => {
  it.each<[string, AgreedBuyout | null, string, string | null]>([
    ['no agreement', null, '2026-06-30', null],
    ['a table before its first month', TABLE, '2026-03-30', null],
    ['a table from its first month', TABLE, '2026-03-31', '900.00'],
    ['a table until the day before its second month', TABLE, '2026-06-29', '900.00'],
    ['a table in its last month, rounded', TABLE, '2026-06-30', '500.56'],
    ['an empty table', { model: 'table', prices: [] }, '2026-06-30', null],
    ['a table without prices', { model: 'table' }, '2026-06-30', null],
    ['a linear value', STRAIGHT, '2026-01-31', '1100.00'],
    ['a linear value after its term', STRAIGHT, '2027-06-30', '600.00'],
    ['a linear value with a fee', { ...STRAIGHT, adminPercent: '1.5' }, '2026-01-31', '1116.50'],
    ['no value', { ...STRAIGHT, value: null }, '2026-01-31', null],
    ['no term', { ...STRAIGHT, termMonths: null }, '2026-01-31', null],
  ])('for %s', (_, buyout, lastDay, amount) => {
    expect(buyoutPrice(CONTENT, exit(buyout), lastDay)?.amount ?? null).toBe(amount);
  });

  it('is explained by the book value and the fee', () => {
    const { steps } = buyoutPrice(CONTENT, exit({ ...STRAIGHT, adminPercent: '1.5' }), '2027-06-30')!;
    expect(steps).toEqual([
      { code: 'book', params: { value: '1200', residual: '50', month: 6, term: 6 }, amount: '600.00' },
      { code: 'administration', params: { percent: '1.5' }, amount: '9.00' },
    ]);
    expect(buyoutPrice(CONTENT, exit({ ...STRAIGHT, residualPercent: null }), '2026-03-31')!.steps).toEqual([
      { code: 'book', params: { value: '1200', residual: '0', month: 3, term: 6 }, amount: '600.00' },
    ]);
  });
});

describe('buyoutSchedule', () => {
  it('lists each month until the price no longer changes', () => {
    const points = (buyout: AgreedBuyout | null, lastDay: string): string[] =>
      buyoutSchedule(CONTENT, exit(buyout), lastDay).map(({ on, price }) => `${on} ${price}`);
    expect(points(STRAIGHT, '2026-04-30')).toEqual([
      '2026-05-01 800.00',
      '2026-06-01 700.00',
      '2026-07-01 600.00',
    ]);
    expect(points(STRAIGHT, '2027-04-30')).toEqual(['2027-05-01 600.00']);
    expect(points(TABLE, '2026-02-28')).toEqual([
      '2026-04-01 900.00',
      '2026-05-01 900.00',
      '2026-06-01 900.00',
      '2026-07-01 500.56',
    ]);
    expect(points(null, '2026-04-30')).toEqual([]);
    expect(points({ model: 'table' }, '2026-04-30')).toEqual([]);
    expect(points({ model: 'straight' }, '2026-04-30')).toEqual([]);
  });
});

describe('terminationPrice', () => {
  const part: AgreedTermination = { method: 'percent_of_remaining', percent: '50' };
  const lesser: AgreedTermination = { method: 'lesser_of', monthlyRatePercent: null };
  const price = (terms: ExitAgreement, content: object = {}): unknown => {
    const found = terminationPrice({ ...CONTENT, ...content }, terms, '2026-08-31');
    return found && [found.amount, ...found.steps.map(({ code, amount }) => `${code} ${amount}`)];
  };

  it.each<[string, ExitAgreement, object, unknown]>([
    ['no agreement', exit(null), {}, null],
    ['a contract without an end', exit(null, part), { endsOn: null }, null],
    ['a part of the remaining payments', exit(null, part), {}, ['200.00', 'payments 400.00', 'part 200.00']],
    [
      'no agreed part',
      exit(null, { ...part, percent: null, deinstallation: '7.5' }),
      {},
      ['7.50', 'payments 400.00', 'part 0.00', 'deinstallation 7.50'],
    ],
    [
      'a book value below the present value',
      exit(null, { ...lesser, book: '300' }),
      {},
      ['300.00', 'present_value 400.00', 'above_market 300.00', 'lesser 300.00'],
    ],
    [
      'the book value of the buy-out, and an agreed market value',
      exit(STRAIGHT, { ...lesser, market: '650' }),
      {},
      ['0.00', 'present_value 400.00', 'above_market -50.00', 'lesser 0.00'],
    ],
    [
      'its own book value rather than that of the buy-out',
      exit(STRAIGHT, { ...lesser, book: '100', deinstallation: '1' }),
      {},
      ['101.00', 'present_value 400.00', 'above_market 100.00', 'lesser 100.00', 'deinstallation 1.00'],
    ],
    [
      'no book value, because the buy-out is a table',
      exit(TABLE, lesser),
      {},
      ['0.00', 'present_value 400.00', 'above_market 0.00', 'lesser 0.00'],
    ],
  ])('with %s', (_, terms, content, expected) => {
    expect(price(terms, content)).toEqual(expected);
  });
});
