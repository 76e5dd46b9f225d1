import fc from 'fast-check';
import { Exact } from '#platform/domain';
import type { ChargeFields } from '../../charges/charge-fields.js';
import type { Pricing } from '../../charges/pricing.js';
import { EMPTY_CONTRACT } from '../../contract/contract-changes.js';
import type { ContractContent } from '../../contract/contract-fields.js';
import { type ExitAgreement, findExitFaults } from './exit-agreement.js';
import { terminationPrice } from './exit-prices.js';
import { agreedExit, readExitTerms } from './exit-texts.js';
import { exitOn } from './exit.js';
import { ordinaryEnd } from './ordinary-end.js';

const charge = (pricing: Pricing, change: Partial<ChargeFields> = {}): ChargeFields => ({
  id: '',
  key: 'k',
  nameI18n: {},
  clause: '',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: [],
  pricing,
  ...change,
});
const AGREED: ExitAgreement = {
  noticeDays: 90,
  noticeTo: 'term_end',
  endDay: 'billed',
  termination: { method: 'percent_of_remaining', percent: '60', deinstallation: '1850' },
  buyout: null,
};
const CONTRACT: ContractContent = {
  ...EMPTY_CONTRACT,
  number: 'K-1',
  customerId: 'c',
  legalEntityId: 'l',
  buyerId: 'b',
  planId: 'p',
  currency: 'EUR',
  zone: 'Europe/Warsaw',
  startsOn: '2024-12-01',
  endsOn: '2028-11-30',
  exit: AGREED,
  indexClause: null,
  terms: { early_termination: '60% of remaining base + de-installation' },
  charges: [charge({ model: 'flat', amount: '1150.00' })],
};
const agreeing = (change: Partial<ExitAgreement>): ContractContent => ({
  ...CONTRACT,
  exit: { ...AGREED, ...change },
});

describe('exitOn', () => {
  it('excludes payments that pauses suspend', () => {
    const winter = { months: [12, 1], from: null, to: null, feePercent: '50', use: 'billed' } as const;
    // Of 24 months, four in two winters are due at 50%: 22 × 1150.00.
    expect(exitOn({ ...CONTRACT, pauses: [winter] }, '2026-11-30')).toMatchObject({
      monthlyPayment: '1150.00',
      termination: {
        amount: '17030.00',
        steps: [
          { code: 'payments', params: { payment: '1054.17', months: 24 }, amount: '25300.00' },
          { code: 'part', amount: '15180.00' },
          { code: 'deinstallation' },
        ],
      },
    });
    // A pause suspends a minimum completely, in this case for 10 of the 30 days of November.
    const charges = [charge({ model: 'unit', unitPrice: '1', minAmount: '300' })];
    const single = { ...winter, months: null, from: '2028-11-11', to: '2028-11-20' };
    expect(
      exitOn({ ...CONTRACT, charges, pauses: [single] }, '2028-10-31').termination!.steps[0]!.amount,
    ).toBe('200.00');
  });

  it('applies the contract’s terms to the remaining months, step by step', () => {
    // EC-41: 24 months of 1150.00, 60% and 1850 for de-installation.
    expect(exitOn(CONTRACT, '2026-11-30')).toEqual({
      on: '2026-11-30',
      deposit: null,
      monthlyPayment: '1150.00',
      remainingMonths: 24,
      termination: {
        method: 'percent_of_remaining',
        amount: '18410.00',
        steps: [
          { code: 'payments', params: { payment: '1150.00', months: 24 }, amount: '27600.00' },
          { code: 'part', params: { percent: '60' }, amount: '16560.00' },
          { code: 'deinstallation', params: {}, amount: '1850.00' },
        ],
      },
      noticeDays: 90,
      noticeTo: 'term_end',
      ordinaryEnd: { endsOn: '2028-11-30', noticeBy: '2028-09-01' },
      buyout: null,
      buyoutCourse: [],
      said: [{ about: 'termination', words: '60% of remaining base + de-installation' }],
    });
  });

  it('shows the use of a held deposit, which is returned by default', () => {
    const { exit } = CONTRACT;
    const depositOf = (contract: typeof CONTRACT): unknown => exitOn(contract, '2026-11-30', '5000').deposit;
    expect(depositOf(CONTRACT)).toEqual({ held: '5000.00', atEnd: 'return' });
    expect(depositOf({ ...CONTRACT, exit: { ...exit!, deposit: 'set_off' } })).toEqual({
      held: '5000.00',
      atEnd: 'set_off',
    });
  });

  it('uses the lesser of present value and book above market, with the book value of a buyout', () => {
    const termination = { method: 'lesser_of', monthlyRatePercent: '0.5', market: '30000' } as const;
    const buyout = { model: 'straight', value: '60000', residualPercent: '12', termMonths: 60 } as const;
    const content = agreeing({ termination, buyout });
    expect(exitOn(content, '2026-11-30').termination).toEqual({
      method: 'lesser_of',
      amount: '8880.00',
      steps: [
        {
          code: 'present_value',
          params: { payment: '1150.00', months: 24, rate: '0.5' },
          amount: '25947.30',
        },
        { code: 'above_market', params: { book: '38880.00', market: '30000.00' }, amount: '8880.00' },
        { code: 'lesser', params: {}, amount: '8880.00' },
      ],
    });
    // If the market value exceeds the book value, the customer owes nothing and receives nothing.
    const price = terminationPrice(content, agreedExit(content), '2026-11-30', '99000');
    expect(price).toMatchObject({ amount: '0.00' });
  });

  it('counts fees of present machines, minimums, and yearly amounts by twelfths', () => {
    const charges = [
      charge({ model: 'flat', amount: '100' }, { perMachine: true }),
      charge({ model: 'flat', amount: '1200' }, { due: 'yearly' }),
      charge({ model: 'flat', amount: '999' }, { due: 'once' }),
      charge({ model: 'unit', unitPrice: '1', minAmount: '2400' }, { countsBy: 'year' }),
    ];
    const machines = [
      { id: '1', machineId: 'm-1', from: '2024-12-01', to: null },
      { id: '2', machineId: 'm-2', from: '2024-12-01', to: '2026-12-01' },
    ];
    expect(exitOn({ ...CONTRACT, charges, machines }, '2026-12-01').monthlyPayment).toBe('400.00');
  });

  it('prices a buyout by completed months, and shows future prices', () => {
    const buyout = {
      model: 'straight',
      value: '60000',
      residualPercent: '12',
      termMonths: 60,
      adminPercent: '2',
    } as const;
    const { buyout: price, buyoutCourse } = exitOn(agreeing({ buyout }), '2026-12-15');
    expect(price).toEqual({
      method: 'buyout_straight',
      amount: '39657.60',
      steps: [
        { code: 'book', params: { value: '60000', residual: '12', month: 24, term: 60 }, amount: '38880.00' },
        { code: 'administration', params: { percent: '2' }, amount: '777.60' },
      ],
    });
    expect(buyoutCourse).toHaveLength(37);
    expect(buyoutCourse[0]).toEqual({ month: 24, on: '2026-12-01', price: '39657.60' });
    expect(buyoutCourse.at(-1)).toEqual({ month: 60, on: '2029-12-01', price: '7344.00' });
  });

  it('prices a buyout by the applicable row of a table, and not before its first row', () => {
    const prices = [
      { month: 12, price: '50000' },
      { month: 36, price: '20000' },
    ];
    const content = agreeing({ buyout: { model: 'table', prices } });
    expect(exitOn(content, '2025-11-29').buyout).toBeNull();
    expect(exitOn(content, '2025-11-30').buyout).toMatchObject({ amount: '50000.00' });
    expect(exitOn(content, '2027-11-30').buyout).toEqual({
      method: 'buyout_table',
      amount: '20000.00',
      steps: [{ code: 'listed', params: { month: 36 }, amount: '20000.00' }],
    });
    expect(exitOn(content, '2025-10-15').buyoutCourse).toHaveLength(25);
  });

  it.each([
    ['2028-11-30', 0],
    ['2028-11-29', 1],
    ['2026-12-01', 24],
  ])('with %s as the last day, %i months remain', (day, months) => {
    expect(exitOn(CONTRACT, day).remainingMonths).toBe(months);
  });

  it('costs only de-installation on the last day, and never more on a later day', () => {
    const day = fc.integer({ min: 0, max: 1460 });
    const at = (days: number): Exact => {
      const on = new Date(Date.parse('2024-12-01') + days * 86_400_000).toISOString().slice(0, 10);
      return new Exact(exitOn(CONTRACT, on).termination!.amount);
    };
    expect(at(1460).toFixed(2)).toBe('1850.00');
    fc.assert(
      fc.property(day, day, (a, b) => {
        expect(at(Math.max(a, b)).lte(at(Math.min(a, b)))).toBe(true);
      }),
    );
  });
});

describe('the next ordinary end', () => {
  it.each([
    // Contracts without an end: on any day, or at the end of a month.
    [null, 'any_day', 30, '2026-11-27', { endsOn: '2026-12-27', noticeBy: '2026-11-27' }],
    [null, 'month_end', 30, '2026-11-27', { endsOn: '2026-12-31', noticeBy: '2026-12-01' }],
    [null, 'any_day', null, '2026-11-27', null],
    [null, 'term_end', 30, '2026-11-27', null],
    // Contracts with an end: before the end if notice allows it, and never after it.
    ['2028-11-30', 'any_day', 30, '2026-11-27', { endsOn: '2026-12-27', noticeBy: '2026-11-27' }],
    ['2026-12-15', 'month_end', 30, '2026-11-27', { endsOn: '2026-12-15', noticeBy: '2026-11-15' }],
    ['2028-11-30', 'term_end', 90, '2026-11-27', { endsOn: '2028-11-30', noticeBy: '2028-09-01' }],
    ['2028-11-30', 'any_day', null, '2026-11-27', { endsOn: '2028-11-30', noticeBy: null }],
  ] as const)(
    'of a contract until %s, %s, %s days, noticed on %s',
    (endsOn, noticeTo, noticeDays, on, end) => {
      expect(ordinaryEnd({ endsOn }, { ...AGREED, noticeTo, noticeDays }, on)).toEqual(end);
    },
  );
});

describe('readExitTerms', () => {
  const nothing = {
    noticeDays: null,
    noticeTo: 'term_end',
    endDay: 'billed',
    termination: null,
    buyout: null,
  };

  it("reads an agreement from a contract's other terms", () => {
    const terms = {
      exit: { method: 'percent_of_remaining', percent: '60', deinstallation: 1850, notice_days: 90 },
      buyout_table: { value: '60000', residual_percent: '12', term_months: 60, admin_percent: 2 },
    };
    expect(readExitTerms(terms, '2028-11-30')).toEqual({
      ...AGREED,
      buyout: {
        model: 'straight',
        value: '60000',
        residualPercent: '12',
        termMonths: 60,
        adminPercent: '2',
      },
    });
    // The agreed fields take precedence.
    expect(agreedExit({ ...CONTRACT, terms })).toEqual(AGREED);
  });

  it("ignores terms that don't match", () => {
    expect(readExitTerms({}, '2028-11-30')).toEqual(nothing);
    const terms = { exit: { method: 'as we like', notice_days: 'soon' }, buyout_table: [1], buyout: 7 };
    expect(readExitTerms(terms, '2028-11-30')).toEqual(nothing);
    expect(exitOn({ ...CONTRACT, exit: null, terms: {}, endsOn: null }, '2026-12-01')).toMatchObject({
      termination: null,
      remainingMonths: null,
      ordinaryEnd: null,
      buyout: null,
      said: [],
    });
  });
});

describe('findExitFaults', () => {
  const straight = { model: 'straight', value: '60000', termMonths: 60 } as const;
  const row = (month: number, price: string) => ({ month, price });

  it('accepts a valid agreement', () => {
    for (const content of [
      { ...CONTRACT, exit: null },
      CONTRACT,
      agreeing({ termination: { method: 'lesser_of', monthlyRatePercent: '1' }, buyout: straight }),
      agreeing({ buyout: { model: 'table', prices: [row(0, '9'), row(12, '0')] } }),
      { ...agreeing({ termination: null, noticeTo: 'month_end' }), endsOn: null },
    ])
      expect(findExitFaults(content)).toEqual([]);
  });

  it.each([
    [{ noticeDays: 3651 }, '/exit/noticeDays exit_count_out_of_range'],
    [{ noticeDays: -1 }, '/exit/noticeDays exit_count_out_of_range'],
    [{ termination: { method: 'percent_of_remaining' } }, '/exit/termination/percent value_missing'],
    [
      { termination: { method: 'percent_of_remaining', percent: '100.01' } },
      '/exit/termination/percent percent_above_100',
    ],
    [
      { termination: { method: 'percent_of_remaining', percent: 'half' } },
      '/exit/termination/percent decimal_malformed',
    ],
    [
      { termination: { method: 'lesser_of', monthlyRatePercent: '1' } },
      '/exit/termination/book value_missing',
    ],
    [
      { termination: { method: 'lesser_of', book: '1' } },
      '/exit/termination/monthlyRatePercent value_missing',
    ],
    [
      { termination: { method: 'percent_of_remaining', percent: '1', deinstallation: '-1' } },
      '/exit/termination/deinstallation decimal_malformed',
    ],
    [{ buyout: { model: 'straight', termMonths: 12 } }, '/exit/buyout/value value_missing'],
    [{ buyout: { ...straight, termMonths: 0 } }, '/exit/buyout/termMonths exit_count_out_of_range'],
    [{ buyout: { ...straight, residualPercent: '101' } }, '/exit/buyout/residualPercent percent_above_100'],
    [{ buyout: { model: 'table', prices: [] } }, '/exit/buyout/prices value_missing'],
    [
      { buyout: { model: 'table', prices: [row(12, '5'), row(12, '4')] } },
      '/exit/buyout/prices/1/month buyout_months_out_of_order',
    ],
    [
      { buyout: { model: 'table', prices: [row(601, '5')] } },
      '/exit/buyout/prices/0/month exit_count_out_of_range',
    ],
    [
      { buyout: { model: 'table', prices: [row(1, '5,0')] } },
      '/exit/buyout/prices/0/price decimal_malformed',
    ],
  ] as [Partial<ExitAgreement>, string][])('reports %j', (change, reported) => {
    expect(findExitFaults(agreeing(change)).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      reported.replace(' ', ' contracts.'),
    ]);
  });

  it('requires an end for calculations that depend on it', () => {
    expect(findExitFaults({ ...CONTRACT, endsOn: null }).map(({ pointer }) => pointer)).toEqual([
      '/exit/noticeTo',
      '/exit/termination/method',
    ]);
  });
});
