import { amountsOf, DEMO_DOCUMENTS } from './demo-payments.js';

const at = { afterDays: 1 };

describe('amounts of a demo payment', () => {
  it('are the total for a full payment, and a share for a part', () => {
    expect(amountsOf({ ...at, percent: 100 }, '100.01', 'PLN')).toEqual({
      received: '100.01',
      used: '100.01',
      fee: null,
      withheld: null,
    });
    expect(amountsOf({ ...at, percent: 40 }, '100.01', 'PLN')).toMatchObject({
      received: '40.00',
      used: '40.00',
    });
  });

  it('contain more than the total if the customer paid too much', () => {
    expect(amountsOf({ ...at, percent: 100, extra: '7.50' }, '100.00', 'PLN')).toMatchObject({
      received: '107.50',
      used: '100.00',
    });
  });

  it('settle the total together with the deductions', () => {
    expect(amountsOf({ ...at, percent: 100, fee: '5.00' }, '100.00', 'PLN')).toMatchObject({
      received: '95.00',
      used: '95.00',
      fee: '5.00',
    });
    expect(amountsOf({ ...at, percent: 98, withheldPercent: 2 }, '999', 'IDR')).toMatchObject({
      received: '979.02',
      withheld: '19.98',
    });
  });
});

describe('demo documents', () => {
  it('are in the order of issue for each legal entity', () => {
    const monthsOf = new Map<string, number[]>();
    for (const { contract, monthsAgo } of DEMO_DOCUMENTS) {
      const country = contract.slice(0, 4);
      monthsOf.set(country, [...(monthsOf.get(country) ?? []), monthsAgo]);
    }
    for (const months of monthsOf.values()) expect(months).toEqual(months.toSorted((a, b) => b - a));
  });

  it('include paid, partly paid, overpaid and unpaid ones', () => {
    const kinds = DEMO_DOCUMENTS.map(({ payments }) =>
      payments.length === 0
        ? 'unpaid'
        : payments.some(({ extra }) => extra !== undefined)
          ? 'overpaid'
          : payments[0]!.percent < 90
            ? 'part'
            : 'paid',
    );
    expect(new Set(kinds)).toEqual(new Set(['unpaid', 'overpaid', 'part', 'paid']));
  });
});
