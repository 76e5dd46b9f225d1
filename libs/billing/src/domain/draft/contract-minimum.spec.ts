import fc from 'fast-check';
import type { ChargeFields, Pricing } from '#contracts/domain';
import { type BilledLine, sumBilledLines, type DraftLine, MINIMUM_KEY } from '#invoicing/domain';
import { calendarMonth } from '#metering/domain';
import { Exact, fromMinor } from '#platform/domain';
import { billedMonth } from '#pricing/domain';
import { correctMonth } from '../correction/correct-month.js';
import type { MeteredMonth } from '../usage/metered-month.js';
import { composeDraft } from './compose-draft.js';
import type { DraftInput } from './draft-input.js';
import { equationOf } from './line-equation.js';

const zone = 'Europe/Warsaw';
const startsOn = '2025-02-01';
const charge = (key: string, pricing: Pricing, change: Partial<ChargeFields> = {}): ChargeFields => ({
  id: key,
  key,
  nameI18n: {},
  clause: '',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: pricing.model === 'flat' ? [] : ['me-1'],
  pricing,
  ...change,
});
const CHARGES = [
  charge('fee', { model: 'flat', amount: '500' }),
  charge('usage', { model: 'unit', unitPrice: '0.5', includedQuantity: '100' }),
];
const METERED: MeteredMonth = {
  meterId: 'me-1',
  device: 'D-1',
  signalKey: 'hours',
  unit: 'h',
  machineId: null,
  serial: null,
  from: '2026-11-01',
  to: '2026-12-01',
  state: 'measured',
  quantity: '1100',
  heldQuantity: '0',
  holds: 0,
  days: [],
  usagePeriodId: null,
  hash: null,
};
const MINIMUM = { amount: '2000', clause: '4' };
const INPUT: DraftInput = {
  currency: 'EUR',
  kitsIncluded: false,
  term: { zone, billingCalendar: 'calendar' as const, startsOn, endsOn: null },
  month: billedMonth(calendarMonth('2026-11', zone), {
    zone,
    billingCalendar: 'calendar' as const,
    startsOn,
    endsOn: null,
  })!,
  isOver: true,
  versions: [{ from: startsOn, charges: CHARGES, minimum: MINIMUM }],
  paused: [],
  machines: [],
  metered: [METERED],
  billed: [],
  billedElsewhere: [],
  prepaid: [],
  invoicedFrom: [],
  kits: [],
};
const used = (quantity: string | null): Partial<DraftInput> => ({
  metered: [{ ...METERED, quantity, state: quantity === null ? 'held' : 'measured' }],
});
const linesOf = (change: Partial<DraftInput> = {}): readonly DraftLine[] =>
  composeDraft({ ...INPUT, ...change }).lines;
const minimumOf = (change: Partial<DraftInput> = {}): DraftLine | undefined =>
  linesOf(change).find(({ place }) => place?.chargeKey === MINIMUM_KEY);
const amended = (from: string, minimum: { amount: string; clause: string } | null) => ({
  versions: [INPUT.versions[0]!, { from, charges: CHARGES, minimum }],
});

describe('the minimum of a whole contract', () => {
  it('is a line with the shortfall of fees and usage, which shows what counts towards it', () => {
    const line = minimumOf()!;
    expect(line).toMatchObject({
      kind: 'usage',
      clause: '4',
      amountMinor: 100_000n,
      state: 'fixed',
      service: { from: '2026-11-01', to: '2026-12-01' },
      params: { component: 'true_up', minimumOf: 'contract', minimum: '2000', reached: '1000' },
      snapshot: {
        by: { termsFrom: startsOn },
        standing: '1000',
        minimum: {
          agreed: [{ from: '2026-11-01', to: '2026-12-01', amount: '2000' }],
          towards: [
            { charge: 'fee', component: 'fee', amount: '500.00' },
            { charge: 'usage', component: 'usage', amount: '500.00' },
          ],
        },
      },
    });
    expect(equationOf(line, 'EUR').map(({ code, value }) => `${code} ${value}`)).toEqual([
      'minimum 2000',
      'fees_and_usage 1000',
      'before_rounding 1000',
      'amount 1000.00',
    ]);
  });

  const once = charge('setup', { model: 'flat', amount: '5000' }, { due: 'once', dueOn: '2026-11-03' });
  const least = charge('usage', { model: 'unit', unitPrice: '0.5', minAmount: '800' });
  const ending = { zone, billingCalendar: 'calendar' as const, startsOn, endsOn: '2026-11-15' };
  it.each<[what: string, change: Partial<DraftInput>, amountMinor: bigint | null | undefined]>([
    ['nothing if it is reached', used('3100'), undefined],
    ['nothing before the month is over', { isOver: false }, undefined],
    ['an unknown amount while usage is on hold', used(null), null],
    [
      'without one-time amounts',
      { versions: [{ from: startsOn, charges: [...CHARGES, once], minimum: MINIMUM }] },
      100_000n,
    ],
    [
      'including a charge’s own minimum',
      { versions: [{ from: startsOn, charges: [CHARGES[0]!, least], minimum: MINIMUM }], ...used('10') },
      70_000n,
    ],
    [
      'the prorated minimum, less the fees of the billed days',
      { term: ending, month: billedMonth(calendarMonth('2026-11', zone), ending)!, ...used('0') },
      75_000n,
    ],
    ['a changed amount by the days of each', amended('2026-11-16', { ...MINIMUM, amount: '4000' }), 200_000n],
    ['nothing on days without a minimum', amended('2026-11-16', null), undefined],
    [
      'nothing on paused days',
      { paused: [{ from: '2026-11-01', to: '2026-11-16', feePercent: '0', use: 'billed' }], ...used('0') },
      75_000n,
    ],
  ])('bills %s', (_what, change, amountMinor) => {
    const line = minimumOf(change);
    expect(line && line.amountMinor).toBe(amountMinor);
  });

  it('is on hold while a line that counts towards it is on hold', () => {
    expect(minimumOf(used(null))).toMatchObject({ state: 'unknown', params: { reached: null } });
    expect(composeDraft({ ...INPUT, ...used(null) }).heldLines).toBe(2);
  });

  it('raises recurring amounts to the prorated minimum, rounded once, and adds nothing beyond it', () => {
    const cents = fc.integer({ min: 1, max: 500_000 }).map((minor) => fromMinor(BigInt(minor), 'EUR'));
    fc.assert(
      fc.property(
        cents,
        fc.integer({ min: 0, max: 9_999 }),
        fc.integer({ min: 1, max: 30 }),
        (amount, quantity, day) => {
          const term = {
            zone,
            billingCalendar: 'calendar' as const,
            startsOn,
            endsOn: `2026-11-${String(day).padStart(2, '0')}`,
          };
          const month = billedMonth(calendarMonth('2026-11', zone), term)!;
          const versions = [{ from: startsOn, charges: CHARGES, minimum: { amount, clause: '' } }];
          const { totalMinor, lines } = composeDraft({
            ...INPUT,
            term,
            month,
            versions,
            ...used(String(quantity)),
          });
          const owed = new Exact(amount).times(day).div(30).toDecimalPlaces(2, Exact.ROUND_HALF_UP);
          const others = lines.filter(({ place }) => place?.chargeKey !== MINIMUM_KEY);
          const reached = others.reduce((sum, line) => sum + line.amountMinor!, 0n);
          const total = new Exact(fromMinor(totalMinor, 'EUR'));
          expect(total.eq(Exact.max(owed, fromMinor(reached, 'EUR')))).toBe(true);
        },
      ),
    );
  });

  it('equals the invoice of complete data once corrections are added', () => {
    const quantities = fc.option(fc.integer({ min: 0, max: 5_000 }), { freq: 4, nil: null });
    fc.assert(
      fc.property(quantities, fc.integer({ min: 0, max: 5_000 }), (first, then) => {
        const before = linesOf(used(first === null ? null : String(first)));
        const now = linesOf(used(String(then)));
        const issued = before.map((line, index): BilledLine => ({
          ...line,
          id: `l-${index}`,
          invoiceId: 'i-1',
          month: '2026-11',
          isGivenBack: false,
          isDifference: false,
        }));
        const invoice = { id: 'i-1', number: '1', taxPoint: '2026-11-30' };
        const { totalMinor } = correctMonth(now, sumBilledLines(issued, []), invoice, 'EUR');
        const sum = (lines: readonly DraftLine[]) =>
          lines.reduce((total, { amountMinor }) => total + (amountMinor ?? 0n), 0n);
        expect(sum(before) + totalMinor).toBe(sum(now));
      }),
    );
  });
});
