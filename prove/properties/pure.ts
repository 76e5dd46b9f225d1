import fc from 'fast-check';
import { type Charge, shareAllowance } from '#contracts';
import type { Usage } from '#metering';
import { Exact } from '#platform';
import { computeCreditNotes, type InvoiceTerms, stepsOf, computeInvoice } from '#invoicing';
import { rateRuns } from '#pricing';
import { draftOf, usageOf } from './drafted.js';
import { anyDelivery, anyHistory, growingHistory } from './histories.js';
import { assertTrue, type PropertyOutcome, assertSame, type Trial, tryProperty } from './property.js';

const sum = (values: readonly (Exact | null)[]): Exact =>
  values.reduce<Exact>((total, value) => total.plus(value ?? 0), new Exact(0));
const cents = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((value) => new Exact(value).div(100).toFixed());
const price = fc.integer({ min: 0, max: 99_999 }).map((value) => new Exact(value).div(10_000).toFixed());
const quantity = fc.integer({ min: 0, max: 5_000_000 }).map((value) => new Exact(value).div(1000).toFixed());

/** Receipt times are part of the result but don't affect the quantity. */
const withoutReceipt = (usage: Usage): unknown =>
  JSON.parse(JSON.stringify(usage, (key, value: unknown) => (key === 'receivedAt' ? undefined : value)));

/**
 * Tests that the derived usage and every line of the draft are the same for any order, repetition and delay of
 * readings.
 */
function deliveries(trial: Trial): PropertyOutcome {
  const example = anyHistory.chain((readings) =>
    fc.record({ readings: fc.constant(readings), delivered: anyDelivery(readings) }),
  );
  return tryProperty(
    'Any order and repetition of readings gives identical lines',
    trial,
    example,
    ({ readings, delivered }) => {
      const [as, otherwise] = [usageOf(readings), usageOf(delivered)];
      assertSame('usage', withoutReceipt(otherwise), withoutReceipt(as));
      assertSame('draft', draftOf(otherwise), draftOf(as));
    },
  );
}

/**
 * Tests that the steps of a counter that is never exchanged and never decreases add up to the last value minus the
 * first, also day by day.
 */
function steps(trial: Trial): PropertyOutcome {
  return tryProperty(
    'The sum of steps is the last value minus the first',
    trial,
    growingHistory,
    (readings) => {
      const usage = usageOf(readings, { maxRatePerHour: null, maxGapMinutes: 2600 });
      const moved = new Exact(usage.endValue ?? 0).minus(usage.startValue ?? 0).toFixed();
      for (const parts of [usage.halfHours, usage.days])
        assertSame('sum', sum(parts.map((part) => new Exact(part.quantity))).toFixed(), moved);
      assertSame('quantity', usage.quantity ?? '0', moved);
      assertSame('held', usage.heldQuantity, '0');
    },
  );
}

const tiers = fc
  .array(fc.record({ width: fc.integer({ min: 1, max: 2000 }), unitPrice: price, flatFee: cents(0, 900) }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => {
    let bound = 0;
    return parts.map(({ width, unitPrice, flatFee }, index) => {
      bound += width;
      return { upTo: index === parts.length - 1 ? null : String(bound), unitPrice, flatFee };
    });
  });

const anyPool: fc.Arbitrary<Charge> = fc.record({
  key: fc.constant('usage'),
  model: fc.constantFrom('unit' as const, 'graduated' as const, 'volume' as const),
  unitPrice: price,
  tiers,
  includedQuantity: quantity,
  discountPercent: fc.constantFrom(null, '12.5', '33.3'),
  maxAmount: fc.option(cents(100, 900_000)),
});

/**
 * Tests that machines' shares of a pool, tiers' shares of a charge and parts' shares of a period add up to the whole.
 */
function shares(trial: Trial): PropertyOutcome {
  const example = fc.record({
    charge: anyPool,
    used: fc.array(quantity, { minLength: 1, maxLength: 7 }),
    currency: fc.constantFrom('PLN', 'IDR', 'KWD', 'JPY'),
  });
  return tryProperty(
    'Machines, tiers and parts add up to their charge',
    trial,
    example,
    ({ charge, used, currency }) => {
      const rate = (own: Charge, by: 'machine' | 'part') =>
        rateRuns(
          [own],
          [
            {
              final: true,
              usage: used.map((each, index) => ({
                charge: 'usage',
                [by]: String(index + 1),
                quantity: each,
              })),
            },
          ],
          currency,
        ).runs[0]!;
      const whole = rate(charge, 'machine');
      const allocated = rate({ ...charge, allocate: true }, 'machine');
      assertSame(
        'machines',
        sum(allocated.lines.map(({ amount }) => amount)).toFixed(),
        whole.amount!.toFixed(),
      );
      assertSame(
        'exact',
        sum(allocated.lines.map(({ exact }) => exact)).toFixed(),
        sum(whole.lines.map(({ exact }) => exact)).toFixed(),
      );
      assertTrue('one line per machine', allocated.lines.length === used.length);
      const parts = rate(charge, 'part');
      assertSame('parts', sum(parts.lines.map(({ amount }) => amount)).toFixed(), whole.amount!.toFixed());
      const tiered = sum(whole.steps.map(({ amount }) => amount));
      const rounded = rateRuns(
        [{ ...charge, discountPercent: null, maxAmount: null }],
        [
          {
            final: true,
            usage: [{ charge: 'usage', quantity: sum(used.map((each) => new Exact(each))).toFixed() }],
          },
        ],
        currency,
      );
      assertSame('tiers', tiered.toFixed(), rounded.total.toFixed());
    },
  );
}

/** Tests that the allowance of a whole period is divided between its parts without a remainder. */
function allowances(trial: Trial): PropertyOutcome {
  const example = fc.record({
    included: quantity,
    used: fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 1, maxLength: 6 }),
  });
  return tryProperty(
    'Parts of an allowance add up to the allowance',
    trial,
    example,
    ({ included, used }) => {
      const of = used.reduce((total, each) => total + each, 0);
      if (of === 0) return;
      const parts = shareAllowance(included, used, of).map((part) => new Exact(part));
      assertSame('sum', sum(parts).toFixed(), new Exact(included).toFixed());
    },
  );
}

const anyInvoice: fc.Arbitrary<InvoiceTerms> = fc.record({
  currency: fc.constantFrom('PLN', 'IDR', 'KWD', 'JPY'),
  prices: fc.constantFrom('exclusive' as const, 'inclusive' as const),
  taxIncrement: fc.constant(null),
  lines: fc.array(
    fc.record({
      amount: cents(0, 5_000_000),
      discount: fc.constantFrom('0', '0', '17.35'),
      taxes: fc
        .constantFrom('23', '8', '0', '11')
        .map((percent) => [{ code: percent === '0' ? 'export' : 'standard', percent }]),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  discounts: fc.array(
    fc.oneof(
      fc.constantFrom('3', '12.5').map((percent) => ({ percent })),
      cents(0, 90_000).map((amount) => ({ amount })),
    ),
    { maxLength: 2 },
  ),
  payableIncrement: fc.constant(null),
});

/** Tests that discounts, taxes and lines add up to the document. */
function documents(trial: Trial): PropertyOutcome {
  return tryProperty('Lines, discounts and taxes add up to the document', trial, anyInvoice, (terms) => {
    const { lines, taxes, discount, net, tax, total } = computeInvoice(terms);
    assertSame(
      'discounts',
      sum(lines.map(({ discountShare }) => discountShare)).toFixed(),
      discount.toFixed(),
    );
    assertSame('net', sum(lines.map(({ taxable }) => taxable)).toFixed(), net.toFixed());
    assertSame('taxes of lines', sum(lines.map((line) => line.tax)).toFixed(), tax.toFixed());
    for (const group of taxes)
      assertSame('tax of a rate', sum(group.lines.map((line) => line.tax)).toFixed(), group.tax.toFixed());
    assertSame('total', net.plus(tax).toFixed(), total.toFixed());
  });
}

/**
 * Tests that credits of any size and kind never exceed the uncredited amount, and that the last credit equals exactly
 * the uncredited amount.
 */
function credits(trial: Trial): PropertyOutcome {
  const example = anyInvoice.chain((terms) =>
    fc.record({
      terms: fc.constant(terms),
      asked: fc.array(
        fc.oneof(
          cents(1, 4_000_000).map((net) => ({ net })),
          fc.record({ line: fc.nat(terms.lines.length - 1), net: cents(1, 3_000_000) }),
          fc
            .integer({ min: 1, max: 30 })
            .map((part) => ({ fraction: { numerator: String(part), denominator: '30' } })),
        ),
        { maxLength: 5 },
      ),
    }),
  );
  return tryProperty('Credit notes never exceed their invoice', trial, example, ({ terms, asked }) => {
    const invoice = computeInvoice(terms);
    const notes = computeCreditNotes(invoice, [...asked, { net: invoice.net.toFixed() }], stepsOf(terms));
    let [net, total] = [new Exact(0), new Exact(0)];
    for (const note of notes) {
      assertTrue('the credit note is not negative', note.net.gte(0) && note.tax.gte(0));
      [net, total] = [net.plus(note.net), total.plus(note.total)];
      assertTrue(
        `${total.toFixed()} of ${invoice.total.toFixed()} credited`,
        net.lte(invoice.net) && total.lte(invoice.total),
      );
    }
    assertSame(
      'all credit notes',
      [net.toFixed(), total.toFixed()],
      [invoice.net.toFixed(), invoice.total.toFixed()],
    );
    for (const { code, percent, tax } of invoice.taxes) {
      const back = notes.flatMap((note) =>
        note.taxes.filter((each) => each.code === code && each.percent === percent),
      );
      assertSame('tax per rate', sum(back.map((each) => each.tax)).toFixed(), tax.toFixed());
    }
  });
}

/** Properties of the billing run's functions, on examples without a database. */
export const PURE: readonly ((trial: Trial) => PropertyOutcome)[] = [
  deliveries,
  steps,
  shares,
  allowances,
  documents,
  credits,
];
