import fc from 'fast-check';
import type { AgreedDiscount, ChargeFields, Pricing } from '#contracts/domain';
import {
  type BilledLine,
  sumBilledLines,
  applyDiscounts,
  discountRole,
  type DraftLine,
  type KitToBill,
} from '#invoicing/domain';
import { calendarMonth } from '#metering/domain';
import { Exact, fromMinor } from '#platform/domain';
import { billedMonth } from '#pricing/domain';
import { correctMonth } from '../correction/correct-month.js';
import { asDiscount, discountsOn } from './bill-discounts.js';
import { composeDraft } from './compose-draft.js';
import type { DraftInput } from './draft-input.js';
import { equationOf } from './line-equation.js';

const zone = 'Europe/Warsaw';
const startsOn = '2025-02-01';
const TERM = { zone, billingCalendar: 'calendar' as const, startsOn, endsOn: null };
const fee = (key: string, amount: string, change: Partial<ChargeFields> = {}): ChargeFields => ({
  id: key,
  key,
  nameI18n: {},
  clause: '',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: [],
  pricing: { model: 'flat', amount } satisfies Pricing,
  ...change,
});
const kit = (priceMinor: bigint): KitToBill => ({
  deliveryId: 'kd-1',
  number: 'KD-1',
  kit: 'KIT',
  serial: 'S-1',
  sentOn: '2026-11-12',
  charge: 'charged',
  priceMinor,
  currency: 'EUR',
});
const off = (change: Partial<AgreedDiscount>): AgreedDiscount => ({
  percent: null,
  amount: null,
  from: null,
  until: null,
  clause: '',
  ...change,
});
const INPUT: DraftInput = {
  currency: 'EUR',
  kitsIncluded: false,
  term: TERM,
  month: billedMonth(calendarMonth('2026-11', zone), TERM)!,
  isOver: true,
  versions: [{ from: startsOn, charges: [fee('fee', '1000')] }],
  paused: [],
  machines: [],
  metered: [],
  billed: [],
  billedElsewhere: [],
  prepaid: [],
  invoicedFrom: [],
  kits: [kit(10_000n)],
  discounts: [off({ percent: '5', clause: '6' }), off({ amount: '45' })],
};
const linesOf = (change: Partial<DraftInput> = {}): readonly DraftLine[] =>
  composeDraft({ ...INPUT, ...change }).lines;
const discountsOf = (change: Partial<DraftInput> = {}) =>
  linesOf(change)
    .filter(({ place }) => place?.component === 'discount')
    .map(({ kind, amountMinor }) => [kind, amountMinor]);

describe('discounts on the whole invoice', () => {
  it('apply one after the other to services and parts, and each line shows its base', () => {
    expect(discountsOf()).toEqual([
      ['base', -5_000n],
      ['kit', -500n],
      ['base', -4_091n],
      ['kit', -409n],
    ]);
    const [first, , second] = linesOf().filter(({ place }) => place?.component === 'discount');
    expect(first).toMatchObject({
      clause: '6',
      params: { percent: '5', left: '1100', supply: 'service' },
      snapshot: { ofBill: { discounts: [{ percent: '5' }], services: '1000', parts: '100' } },
    });
    expect(equationOf(second!, 'EUR')).toEqual([
      { code: 'before_discount', value: '1045', unit: 'EUR' },
      { code: 'discount_amount', value: '45', unit: 'EUR' },
      { code: 'amount', value: '-40.91', unit: 'EUR' },
    ]);
  });

  const deposit = fee('deposit', '500', { due: 'once', dueOn: '2026-11-03', deposit: true });
  it.each<[what: string, change: Partial<DraftInput>, discounts: unknown]>([
    ['nothing if none is agreed', { discounts: [] }, []],
    ['nothing on a deposit', { versions: [{ from: startsOn, charges: [deposit] }], kits: [] }, []],
    [
      'at most what is left',
      { kits: [], discounts: [off({ amount: '600' }), off({ amount: '600' })] },
      [
        ['base', -60_000n],
        ['base', -40_000n],
      ],
    ],
    [
      'what a contract’s minimum adds',
      {
        kits: [],
        versions: [{ ...INPUT.versions[0]!, minimum: { amount: '2000', clause: '' } }],
        discounts: [off({ percent: '10' })],
      },
      [['base', -20_000n]],
    ],
  ])('apply to %s', (_what, change, discounts) => {
    expect(discountsOf(change)).toEqual(discounts);
  });

  it('show on an issued invoice what they apply to and what they don’t', () => {
    const role = (line: DraftLine, correctsInvoiceId: string | null = null) =>
      discountRole({ ...line, correctsInvoiceId }, INPUT.month.from.date);
    expect(linesOf().map((line) => role(line))).toEqual([
      'lessened',
      'lessened',
      ...Array<string>(4).fill('discount'),
    ]);
    const [base] = linesOf();
    expect(role(base!, 'earlier')).toBe('apart');
    expect(role({ ...base!, kind: 'performance' })).toBe('apart');
    expect(role({ ...base!, params: { ...base!.params, countsBy: 'year' } })).toBe('apart');
    expect(role({ ...base!, place: { ...base!.place!, counterFrom: '2026-02-01' } })).toBe('apart');
    expect(role({ ...base!, place: { ...base!.place!, component: 'deposit' } })).toBe('apart');
  });

  it('are those agreed for the invoice’s last day', () => {
    const agreed = [
      off({ percent: '1', until: '2026-11-29' }),
      off({ percent: '2', until: '2026-11-30' }),
      off({ percent: '3', from: '2026-11-30' }),
      off({ percent: '4', from: '2026-12-01' }),
    ];
    expect(discountsOn(agreed, '2026-11-30').map(({ percent }) => percent)).toEqual(['2', '3']);
  });

  const cents = fc.integer({ min: 0, max: 500_000 }).map(BigInt);
  const agreed = fc.array(
    fc.oneof(
      fc.integer({ min: 1, max: 100 }).map((percent) => off({ percent: String(percent) })),
      fc.integer({ min: 1, max: 50_000 }).map((minor) => off({ amount: fromMinor(BigInt(minor), 'EUR') })),
    ),
    { maxLength: 4 },
  );
  const bill = (
    feeMinor: bigint,
    kitMinor: bigint,
    discounts: readonly AgreedDiscount[],
  ): readonly DraftLine[] =>
    linesOf({
      versions: [{ from: startsOn, charges: [fee('fee', fromMinor(feeMinor, 'EUR'))] }],
      kits: [kit(kitMinor)],
      discounts,
    });
  const sum = (lines: readonly DraftLine[]): bigint =>
    lines.reduce((total, { amountMinor }) => total + (amountMinor ?? 0n), 0n);

  it('equal the invoice preview of the same lines, and never go below zero', () => {
    fc.assert(
      fc.property(cents, cents, agreed, (feeMinor, kitMinor, discounts) => {
        const lines = bill(feeMinor, kitMinor, discounts);
        const amounts = [feeMinor, kitMinor].map((minor) => new Exact(fromMinor(minor, 'EUR')));
        const { discount } = applyDiscounts(amounts, discounts.map(asDiscount), new Exact('0.01'));
        expect(fromMinor(feeMinor + kitMinor - sum(lines), 'EUR')).toBe(discount.toFixed(2));
        expect(sum(lines) >= 0n).toBe(true);
      }),
    );
  });

  it('equal the invoice of complete data once corrections are added', () => {
    fc.assert(
      fc.property(cents, cents, cents, agreed, (before, now, kitMinor, discounts) => {
        const issued = bill(before, kitMinor, discounts).map((line, index): BilledLine => ({
          ...line,
          id: `l-${index}`,
          invoiceId: 'i-1',
          month: '2026-11',
          isGivenBack: false,
          isDifference: false,
        }));
        const complete = bill(now, kitMinor, discounts);
        const invoice = { id: 'i-1', number: '1', taxPoint: '2026-11-30' };
        const { totalMinor } = correctMonth(complete, sumBilledLines(issued, []), invoice, 'EUR');
        expect(sum(issued) + totalMinor).toBe(sum(complete));
      }),
    );
  });
});
