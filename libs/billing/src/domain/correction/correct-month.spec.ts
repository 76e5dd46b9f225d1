import fc from 'fast-check';
import type { ChargeFields, Pricing } from '#contracts/domain';
import {
  type BilledLine,
  sumBilledLines,
  type CreditedLine,
  type DraftLine,
  correctionFormOf,
  fromStored,
  countsAcrossMonths,
  attributedMonth,
  billingKeyOf,
  toStored,
} from '#invoicing/domain';
import { calendarMonth } from '#metering/domain';
import { Exact } from '#platform/domain';
import { billedMonth } from '#pricing/domain';
import { composeDraft } from '../draft/compose-draft.js';
import type { BilledBefore, DraftInput } from '../draft/draft-input.js';
import type { MeteredMonth } from '../usage/metered-month.js';
import { chargesAsBilled, haveChargesChanged } from './charges-as-billed.js';
import { correctMonth, type MonthCorrection } from './correct-month.js';
import { reasonsOfCorrection } from './correction-reasons.js';

const zone = 'Europe/Warsaw';
const TERM = { zone, billingCalendar: 'calendar' as const, startsOn: '2026-01-01', endsOn: null };
const INVOICE = { id: 'i-1', number: 'PL-2026-00012', taxPoint: '2026-01-31' };
const charge = (pricing: Pricing, change: Partial<ChargeFields> = {}): ChargeFields => ({
  id: 'c-1',
  key: 'usage',
  nameI18n: {},
  clause: '3.1',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: ['me-1'],
  pricing,
  ...change,
});
const OVERAGE = charge({ model: 'unit', unitPrice: '0.0264', includedQuantity: '150000' });

function metered(month: string, quantity: string | null): MeteredMonth {
  const { firstDay, endDay } = calendarMonth(month, zone);
  return {
    meterId: 'me-1',
    device: 'FM-PL-09',
    signalKey: 'air_m3_total',
    unit: 'm3',
    machineId: null,
    serial: null,
    from: firstDay,
    to: endDay,
    state: quantity === null ? 'held' : 'measured',
    quantity,
    heldQuantity: '0',
    holds: 0,
    days: [],
    usagePeriodId: 'u-1',
    hash: 'a1',
  };
}

function month(
  name: string,
  quantities: Readonly<Record<string, string | null>>,
  charges: readonly ChargeFields[],
  more: Partial<DraftInput> = {},
): DraftLine[] {
  return [
    ...composeDraft({
      currency: 'PLN',
      kitsIncluded: false,
      term: TERM,
      month: billedMonth(calendarMonth(name, zone), TERM)!,
      isOver: true,
      versions: [{ from: TERM.startsOn, charges }],
      paused: [],
      machines: [],
      metered: Object.entries(quantities).map(([of, quantity]) => metered(of, quantity)),
      billed: [],
      billedElsewhere: [],
      prepaid: [],
      invoicedFrom: [],
      kits: [],
      ...more,
    }).lines,
  ];
}

const january = (quantity: string | null, charges = [OVERAGE]): DraftLine[] =>
  month('2026-01', { '2026-01': quantity }, charges);

/** Converts lines to the form in which issued documents contain them. */
const issued = (lines: readonly DraftLine[], of = 'l'): BilledLine[] =>
  lines.map((line, index) => ({
    ...line,
    id: `${of}-${index}`,
    invoiceId: of,
    month: '2026-01',
    isGivenBack: false,
    isDifference: line.corrects !== undefined,
  }));
const correct = (
  now: readonly DraftLine[],
  lines: readonly BilledLine[],
  credits: readonly CreditedLine[] = [],
): MonthCorrection => correctMonth(now, sumBilledLines(lines, credits), INVOICE, 'PLN');

describe('correctMonth', () => {
  it('bills late data at the month’s own price, with the old and new figures and their difference', () => {
    const { lines, totalMinor } = correct(january('187350'), issued(january('168875.2')));
    expect(totalMinor).toBe(48773n);
    expect(lines).toMatchObject([
      {
        kind: 'usage',
        quantity: '18474.8',
        unit: 'm3',
        unitPrice: null,
        amountMinor: 48773n,
        state: 'measured',
        place: { chargeKey: 'usage', counterFrom: '2026-01-01', partFrom: '2026-01-01' },
        service: { from: '2026-01-01', to: '2026-02-01' },
        corrects: { invoiceId: 'i-1', lineId: 'l-0', taxPoint: '2026-01-31' },
        params: {
          corrects: 'PL-2026-00012',
          was: '498.31',
          is: '986.04',
          wasQuantity: '168875.2',
          isQuantity: '187350',
          givenBefore: null,
        },
        snapshot: { standing: '986.04', billedBefore: '498.31' },
      },
    ]);
  });

  it('credits the overbilled amount', () => {
    const { lines } = correct(january('168875.2'), issued(january('187350')));
    expect(lines).toMatchObject([{ amountMinor: -48773n, quantity: '-18474.8' }]);
  });

  it('returns nothing if nothing differs, and reports another quantity at the same price', () => {
    expect(correct(january('1000'), issued(january('1000')))).toMatchObject({
      lines: [],
      hasQuantityChanged: false,
    });
    expect(correct(january('2000'), issued(january('1000')))).toMatchObject({
      lines: [],
      hasQuantityChanged: true,
    });
  });

  it('bills amounts without a line on the invoice, and credits amounts that are no longer due', () => {
    const fee = month('2026-01', {}, [charge({ model: 'flat', amount: '49' }, { key: 'fee', meterIds: [] })]);
    expect(correct(fee, []).lines).toMatchObject([
      { kind: 'base', amountMinor: 4900n, corrects: { lineId: null }, params: { was: '0.00', is: '49.00' } },
    ]);
    expect(correct([], issued(fee)).lines).toMatchObject([
      { amountMinor: -4900n, params: { is: '0.00' }, snapshot: { standing: '0', billedBefore: '49.00' } },
    ]);
  });

  it('bills released quantities, and keeps unknown ones as billed', () => {
    const held = issued(january(null));
    expect(correct(january('187350'), held).lines).toMatchObject([{ amountMinor: 98604n }]);
    expect(correct(january(null), issued(january('187350')))).toMatchObject({ lines: [], keysOnHold: 1 });
    expect(correct(january(null), held)).toMatchObject({ lines: [], keysOnHold: 0 });
  });

  const credit = (creditedMinor: bigint, forQuantityMinor = 0n): CreditedLine[] => [
    { lineId: 'l-0', creditedMinor, forQuantityMinor },
  ];
  const UNIT = charge({ model: 'unit', unitPrice: '1' });
  it.each<[what: string, now: string, credits: CreditedLine[], due: bigint, givenBefore: bigint]>([
    ['a credit for another reason does not affect the quantity', '70', credit(2000n), -3000n, 0n],
    ['credits no more than another credit has left', '70', credit(8000n), -2000n, 1000n],
    ['credits nothing on a line that was credited in full', '70', credit(10000n), 0n, 3000n],
    ['subtracts credits for the quantity', '70', credit(2000n, 2000n), -1000n, 2000n],
    ['everything was credited for the quantity', '70', credit(3000n, 3000n), 0n, 3000n],
    ['never bills credits for the quantity again', '90', credit(3000n, 3000n), 0n, 1000n],
    ['bills an undercharge in full, regardless of credits', '110', credit(3000n, 3000n), 1000n, 0n],
    ['both kinds of credits together', '20', credit(5000n, 1000n), -5000n, 3000n],
  ])('considers credit notes: %s', (_what, now, credits, due, alreadyCredited) => {
    const found = correct(january(now, [UNIT]), issued(january('100', [UNIT])), credits);
    expect([found.totalMinor, found.alreadyCreditedMinor]).toEqual([due, alreadyCredited]);
  });

  it('continues from earlier corrections on invoices and credit notes', () => {
    const first = issued(january('100', [UNIT]));
    const up = correct(january('150', [UNIT]), first);
    const after = [...first, ...issued(up.lines, 'up')];
    const down = correct(january('80', [UNIT]), after);
    expect(down.lines).toMatchObject([
      { amountMinor: -7000n, quantity: '-70', params: { was: '150.00', wasQuantity: '150' } },
    ]);
    const given = down.lines.map((line) => ({
      ...line,
      id: 'down',
      invoiceId: 'down',
      month: '2026-01',
      isGivenBack: true,
      isDifference: true,
      quantity: '70',
      amountMinor: 7000n,
    }));
    expect(correct(january('80', [UNIT]), [...after, ...given])).toMatchObject({
      lines: [],
      hasQuantityChanged: false,
    });
    expect(correct(january('81', [UNIT]), [...after, ...given]).totalMinor).toBe(100n);
  });

  it('keeps its lines unchanged through JSON', () => {
    const { lines } = correct(january('187350'), issued(january('168875.2')));
    expect(
      lines.map((line) =>
        fromStored(JSON.parse(JSON.stringify(toStored(line))) as ReturnType<typeof toStored>),
      ),
    ).toEqual(lines);
  });
});

const PRICINGS = fc.constantFrom<Pricing>(
  { model: 'unit', unitPrice: '0.0264', includedQuantity: '150' },
  { model: 'unit', unitPrice: '1.005', minQuantity: '200' },
  { model: 'unit', unitPrice: '0.333', minAmount: '50', maxAmount: '120', discountPercent: '7.5' },
  {
    model: 'graduated',
    tiers: [
      { upTo: '100', unitPrice: '0.895' },
      { upTo: '300', unitPrice: '0.743', flatFee: '10' },
      { upTo: null, unitPrice: '0.333' },
    ],
  },
  {
    model: 'volume',
    tiers: [
      { upTo: '100', unitPrice: '1' },
      { upTo: null, unitPrice: '0.7' },
    ],
  },
  { model: 'package', packageSize: '50', packagePrice: '9.99' },
);
const QUANTITY = fc
  .integer({ min: 0, max: 40_000 })
  .map((hundredths) => new Exact(hundredths).div(100).toFixed());

describe('an invoice and its corrections', () => {
  it('match the invoice of complete data for any split and order of deliveries, and then stay unchanged', () => {
    fc.assert(
      fc.property(
        PRICINGS,
        fc.array(fc.option(QUANTITY, { freq: 6 }), { minLength: 1, maxLength: 6 }),
        QUANTITY,
        (pricing, before, last) => {
          const charges = [charge(pricing)];
          const [first, ...later] = [...before, last];
          const documents = issued(january(first, charges), 'd0');
          for (const [index, known] of later.entries()) {
            const { lines } = correct(january(known, charges), documents);
            documents.push(...issued(lines, `d${index + 1}`));
          }
          const complete = january(last, charges);
          expect(sums(documents)).toEqual(sums(issued(complete)));
          expect(correct(complete, documents).lines).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never credit more than is left, and never bill a credited amount again', () => {
    const minor = fc.bigInt({ min: 0n, max: 15_000n });
    fc.assert(
      fc.property(PRICINGS, QUANTITY, QUANTITY, minor, minor, (pricing, first, last, given, share) => {
        const charges = [charge(pricing)];
        const documents = issued(january(first, charges));
        const billedKeys = sumBilledLines(documents, []);
        const credits = billedKeys.map(({ line: { id: lineId }, billedMinor }) => {
          const creditedMinor = given < billedMinor ? given : billedMinor;
          return { lineId, creditedMinor, forQuantityMinor: share < creditedMinor ? share : creditedMinor };
        });
        const now = january(last, charges);
        const { lines } = correct(now, documents, credits);
        for (const place of sumBilledLines([...documents, ...issued(lines, 'c')], credits)) {
          expect(place.billedMinor >= place.creditedMinor).toBe(true);
          const is = now.find((line) => billingKeyOf(line) === place.key)?.amountMinor ?? 0n;
          const was = billedKeys.find(({ key }) => key === place.key)?.billedMinor ?? 0n;
          if (is >= was) expect(place.billedMinor).toBe(is);
          else expect(place.billedMinor <= was && place.billedMinor >= is).toBe(true);
        }
        expect(correct(now, [...documents, ...issued(lines, 'c')], credits).lines).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('match the invoices of complete data if a charge counts by year, whichever month is late', () => {
    const months = ['2026-01', '2026-02', '2026-03', '2026-04'];
    const quantities = fc.array(QUANTITY, { minLength: 4, maxLength: 4 });
    const late = fc.array(fc.tuple(fc.nat({ max: 3 }), QUANTITY), { maxLength: 5 });
    fc.assert(
      fc.property(PRICINGS, quantities, late, (pricing, first, deliveries) => {
        const charges = [charge(pricing, { countsBy: 'year' })];
        const billedYear = new BilledYear(months, charges);
        const known = [...first];
        // Issues the months in order, and corrects late data immediately after it has arrived.
        months.forEach((_, index) => {
          billedYear.invoice(index, known);
          for (const [at, quantity] of deliveries.filter(([of]) => of <= index)) {
            known[at] = quantity;
            billedYear.correct(known);
          }
        });
        billedYear.correct(known);
        const complete = new BilledYear(months, charges);
        months.forEach((_, index) => complete.invoice(index, known));
        expect(sums(billedYear.documents)).toEqual(sums(complete.documents));
        const before = billedYear.documents.length;
        billedYear.correct(known);
        expect(billedYear.documents).toHaveLength(before);
      }),
      { numRuns: 100 },
    );
  });
});

/** The issued documents of a contract year. */
class BilledYear {
  readonly documents: BilledLine[] = [];
  private issued = 0;

  constructor(
    private readonly months: readonly string[],
    private readonly charges: readonly ChargeFields[],
  ) {}

  invoice(index: number, known: readonly string[]): void {
    const billed = this.documents.flatMap(({ place, amountMinor }): BilledBefore[] =>
      place === null || amountMinor === null ? [] : [{ ...place, amountMinor }],
    );
    this.documents.push(...issued(this.compose(index, known, billed), `i${index}`));
    this.issued = index + 1;
  }

  /** Corrects the year from the totals of all line keys in the last issued month. */
  correct(known: readonly string[]): void {
    const { lines } = correct(this.compose(this.issued - 1, known, []), this.documents);
    this.documents.push(...issued(lines, `c${this.documents.length}`));
  }

  private compose(index: number, known: readonly string[], billed: readonly BilledBefore[]): DraftLine[] {
    const until = this.months.slice(0, index + 1);
    return month(
      this.months[index]!,
      Object.fromEntries(until.map((name, at) => [name, known[at]!])),
      this.charges,
      { billed, invoicedFrom: this.months.slice(0, index).map((name) => `${name}-01`) },
    );
  }
}

function sums(lines: readonly BilledLine[]): [string, bigint][] {
  return sumBilledLines(lines, [])
    .filter(({ billedMinor }) => billedMinor !== 0n)
    .map(({ key, billedMinor }): [string, bigint] => [key, billedMinor])
    .sort(([a], [b]) => a.localeCompare(b));
}

describe('correctionFormOf', () => {
  const facts = { country: 'DE', terms: {}, totalMinor: 100n, hasNext: true };
  it.each([
    ['on the next invoice', facts, 'line'],
    ['also if it is negative', { ...facts, totalMinor: -100n }, 'line'],
    [
      'a separate document for a negative correction in Poland',
      { ...facts, country: 'PL', totalMinor: -100n },
      'document',
    ],
    ['and in Mexico', { ...facts, country: 'MX', totalMinor: -1n }, 'document'],
    ['and in Indonesia', { ...facts, country: 'ID', totalMinor: -1n }, 'document'],
    ['on the next invoice for a positive correction in Poland', { ...facts, country: 'PL' }, 'line'],
    [
      'a separate document as agreed in the contract',
      { ...facts, terms: { billing: { corrections: 'document' } } },
      'document',
    ],
    [
      'a contract cannot override a country’s requirement',
      { ...facts, country: 'PL', totalMinor: -1n, terms: { billing: { corrections: 'line' } } },
      'document',
    ],
    ['a separate document if no month follows', { ...facts, hasNext: false }, 'document'],
    ['on the next invoice if the terms are unusable', { ...facts, terms: { billing: null } }, 'line'],
  ] as const)('%s', (_what, given, form) => {
    expect(correctionFormOf(given)).toBe(form);
  });
});

describe('reasonsOfCorrection', () => {
  const nothing = {
    number: 'PL-1',
    correction: null,
    alreadyCreditedMinor: 0n,
    keysOnHold: 0,
    hasQuantityChanged: false,
    hasOtherTerms: false,
  };
  const correction = { form: 'line', documentId: 'd', totalMinor: '-123' } as const;
  it.each([
    [[], nothing],
    [['billing.correction_line'], { ...nothing, correction }],
    [['billing.correction_waits'], { ...nothing, correction: { ...correction, documentId: null } }],
    [
      ['billing.correction_document', 'billing.correction_credited'],
      { ...nothing, correction: { ...correction, form: 'document' as const }, alreadyCreditedMinor: 1n },
    ],
    [['billing.correction_unknown'], { ...nothing, keysOnHold: 1, hasQuantityChanged: true }],
    [['billing.quantity_differs'], { ...nothing, hasQuantityChanged: true }],
    [['billing.terms_differ'], { ...nothing, hasOtherTerms: true }],
  ])('reports %j', (codes, finding) => {
    expect(reasonsOfCorrection(finding, 'PLN').map(({ code }) => code)).toEqual(codes);
  });

  it('writes amounts in major units', () => {
    expect(reasonsOfCorrection({ ...nothing, correction }, 'PLN')[0]!.params).toEqual({
      number: 'PL-1',
      amount: '-1.23',
      currency: 'PLN',
    });
  });
});

describe('chargesAsBilled', () => {
  const dearer = { ...OVERAGE, pricing: { ...OVERAGE.pricing, unitPrice: '9' } };
  it('returns the charges stored with the invoice', () => {
    expect(chargesAsBilled([OVERAGE], [dearer], [])).toEqual([OVERAGE]);
    expect(haveChargesChanged([OVERAGE], [dearer])).toBe(true);
    expect(haveChargesChanged([OVERAGE], [{ ...OVERAGE, id: 'another' }])).toBe(false);
  });

  it('derives charges from lines if none are stored, ignoring later agreements', () => {
    const since = charge({ model: 'flat', amount: '1' }, { key: 'since', meterIds: [] });
    expect(chargesAsBilled(null, [dearer, since], january('1'))).toEqual([OVERAGE]);
  });
});

describe('attributedMonth', () => {
  const place = {
    chargeKey: 'usage',
    component: 'usage' as const,
    counterFrom: '2026-01-15',
    partFrom: null,
    machineId: null,
  };
  const last = () => '2026-11';
  it.each([
    ['a delivery belongs to the month of its document', null, [], '2026-05'],
    ['a part belongs to its own month', { ...place, partFrom: '2026-03-01' }, ['usage'], '2026-03'],
    ['a monthly counter belongs to its month', place, [], '2026-01'],
    ['the whole of a continuing counter belongs to the last issued month', place, ['usage'], '2026-11'],
  ])('%s', (_what, at, yearly, home) => {
    expect(attributedMonth({ place: at }, '2026-05', TERM, new Set(yearly), last)).toBe(home);
  });

  it('continues if a charge counts usage by year', () => {
    expect(countsAcrossMonths(OVERAGE)).toBe(false);
    expect(countsAcrossMonths({ ...OVERAGE, countsBy: 'year' })).toBe(true);
    expect(countsAcrossMonths(charge({ model: 'flat', amount: '1' }, { countsBy: 'year' }))).toBe(false);
  });
});
