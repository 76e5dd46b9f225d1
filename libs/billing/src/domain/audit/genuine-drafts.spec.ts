import fc from 'fast-check';
import {
  type AgreedDiscount,
  type ChargeFields,
  type PausedDays,
  plusDays,
  type Pricing,
} from '#contracts/domain';
import { sumBilledLines, type DraftLine, countsAcrossMonths } from '#invoicing/domain';
import { contractMonth } from '#metering/domain';
import { billedMonth, type ChargesFrom, type MachineToBill } from '#pricing/domain';
import { correctMonth } from '../correction/correct-month.js';
import { discountsOn } from '../draft/bill-discounts.js';
import { composeDraft } from '../draft/compose-draft.js';
import type { BilledBefore, DraftInput } from '../draft/draft-input.js';
import type { MeteredMonth } from '../usage/metered-month.js';
import { auditInvoice } from './audit-invoice.js';
import type { AuditedInvoice, AuditedLine, AuditFinding } from './audited-invoice.js';

const zone = 'Europe/Warsaw';
const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04'] as const;
const METERS = ['me-1', 'me-2'] as const;
const MACHINES = ['m-1', 'm-2'] as const;

/** All agreed terms, as known at one point in time. */
interface Agreed {
  readonly startsOn: string;
  readonly billingCalendar: 'calendar' | 'anniversary';
  readonly billedFrom: string | null;
  readonly endsOn: string | null;
  readonly versions: readonly ChargesFrom[];
  readonly paused: readonly PausedDays[];
  readonly machines: readonly MachineToBill[];
  readonly discounts: readonly AgreedDiscount[];
}

function inputOf(
  month: string,
  agreed: Agreed,
  daily: number,
  billed: readonly BilledBefore[],
): DraftInput | null {
  const { startsOn, billingCalendar, billedFrom, endsOn, versions, paused, machines } = agreed;
  const term = { zone, billingCalendar, startsOn, billedFrom, endsOn };
  const bounds = (of: string) => billedMonth(contractMonth(of, term), term);
  const period = bounds(month);
  if (!period) return null;
  const metered = METERS.flatMap((meterId, index) =>
    MONTHS.filter((of) => of <= month).flatMap((of): MeteredMonth[] => {
      const counted = bounds(of);
      if (!counted) return [];
      const [from, to] = [counted.from.date, counted.to.date];
      const days: MeteredMonth['days'][number][] = [];
      for (let day = from; day < to; day = plusDays(day, 1))
        days.push({ day, quantity: String(daily + index), heldQuantity: '0' });
      return [
        {
          meterId,
          device: meterId,
          signalKey: 'hours',
          unit: 'h',
          machineId: MACHINES[index]!,
          serial: MACHINES[index]!,
          from,
          to,
          state: 'measured',
          quantity: String(days.length * (daily + index)),
          heldQuantity: '0',
          holds: 0,
          days,
          usagePeriodId: `${meterId} ${of}`,
          hash: of,
        },
      ];
    }),
  );
  return {
    currency: 'EUR',
    kitsIncluded: false,
    term,
    month: period,
    isOver: true,
    versions,
    paused,
    machines,
    metered,
    billed,
    billedElsewhere: [],
    prepaid: [],
    invoicedFrom: MONTHS.filter((of) => of < month).flatMap((of) => bounds(of)?.from.date ?? []),
    kits: [],
    discounts: discountsOn(agreed.discounts, plusDays(period.to.date, -1)),
  };
}

/** A document as the audit’s queries load it. */
function audited(
  lines: readonly DraftLine[],
  { month, versions, paused, discounts, term }: DraftInput,
  asBilled?: readonly ChargeFields[],
): AuditedInvoice {
  const daysOf = (index: number) => ({
    from: index === 0 ? null : versions[index]!.from,
    to: versions[index + 1]?.from ?? null,
  });
  return {
    currency: 'EUR',
    periodFrom: month.from.date,
    periodTo: month.to.date,
    isOver: true,
    isCorrection: asBilled !== undefined,
    totalMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor!, 0n),
    contract: {
      number: 'K-1',
      startsOn: term.startsOn,
      endsOn: term.endsOn,
      kitsIncluded: false,
      paused,
      charges: versions.flatMap(({ charges }, index) =>
        charges.map(({ key, pricing, meterIds }) => ({
          ...daysOf(index),
          key,
          pricing: { ...pricing },
          units: meterIds.length > 0 ? ['h'] : [],
          meters: meterIds.map((device) => ({ device, signalKey: 'hours' })),
        })),
      ),
      minimums: versions.flatMap(({ minimum }, index) =>
        minimum ? [{ ...daysOf(index), amount: minimum.amount }] : [],
      ),
      discounts: discounts ?? [],
    },
    lines: lines.map((line, index): AuditedLine => {
      const { snapshot, place } = line;
      return {
        position: index + 1,
        kind: line.kind,
        chargeKey: place?.chargeKey ?? null,
        component: place?.component ?? null,
        clause: line.clause,
        unit: line.unit,
        quantity: line.quantity,
        amountMinor: line.amountMinor,
        service: line.service,
        due: snapshot?.charge.due ?? null,
        counterFrom: place?.counterFrom ?? null,
        machine: place?.machineId ?? null,
        pricedBy: snapshot ? { ...snapshot.charge.pricing } : null,
        appliedBy: snapshot ? { ...snapshot.applied } : null,
        countedBy: (snapshot?.counted ?? []).filter(({ from }) => from >= month.from.date),
        standing: snapshot?.standing ?? null,
        billedBefore: snapshot?.billedBefore ?? null,
        share: snapshot && { used: snapshot.counter.used, of: snapshot.counter.of },
        tax: null,
        isIncludedKit: false,
        corrects: asBilled
          ? { pricedBy: { ...asBilled.find(({ key }) => key === place?.chargeKey)?.pricing } }
          : null,
      };
    }),
    usages: [],
    taxes: new Map(),
    earlier: [],
    overlaps: [],
    uncovered: [],
    peers: [],
    indexSteps: [],
  };
}

const blocked = (invoice: AuditedInvoice): AuditFinding[] =>
  auditInvoice(invoice).filter(({ severity }) => severity === 'blocks');

/** Random days, and days that often cause errors: the first and last days of months. */
const day = fc.oneof(
  fc.constantFrom('2026-01-01', '2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01', '2026-03-31'),
  fc.nat({ max: 118 }).map((days) => plusDays('2026-01-01', days)),
);
const amount = fc.integer({ min: 1, max: 100_000 }).map((minor) => (minor / 100).toFixed(2));
const pricing: fc.Arbitrary<Pricing> = fc.oneof(
  amount.map((unitPrice): Pricing => ({ model: 'unit', unitPrice })),
  fc.tuple(amount, amount).map(([unitPrice, minAmount]): Pricing => ({
    model: 'unit',
    unitPrice,
    minAmount,
    includedQuantity: '70',
  })),
  fc.tuple(amount, amount).map(([first, next]): Pricing => ({
    model: 'graduated',
    tiers: [{ upTo: '50', unitPrice: first }, { unitPrice: next }],
  })),
);
const EMPTY = { nameI18n: {}, clause: '1', dueOn: null, machineIds: [], meterIds: [] } as const;
const fee = fc
  .record({
    due: fc.constantFrom('arrears', 'advance', 'quarterly', 'yearly', 'once'),
    dueOn: fc.option(day),
    perMachine: fc.boolean(),
    deposit: fc.boolean(),
    amount,
  })
  .map(({ due, dueOn, perMachine, deposit, ...flat }): Omit<ChargeFields, 'id' | 'key'> => ({
    ...EMPTY,
    due,
    dueOn: due === 'once' ? dueOn : null,
    countsBy: 'month',
    perMachine,
    ...(due === 'once' && deposit && { deposit }),
    pricing: { model: 'flat', ...flat },
  }));
const usage = fc
  .record({ countsBy: fc.constantFrom('month', 'year'), pricing })
  .map((own): Omit<ChargeFields, 'id' | 'key'> => ({
    ...EMPTY,
    ...own,
    due: 'arrears',
    perMachine: false,
    meterIds: METERS,
  }));
const charges = fc
  .array(fc.oneof({ weight: 4, arbitrary: fee }, { weight: 1, arbitrary: usage }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((all) => all.map((one, index): ChargeFields => ({ ...one, id: `c-${index}`, key: `c-${index}` })));
const pause = fc
  .record({
    from: day,
    days: fc.integer({ min: 1, max: 40 }),
    feePercent: fc.constantFrom('0', '25', '100'),
    use: fc.constantFrom('billed', 'not_billed'),
  })
  .map(({ from, days, ...terms }): PausedDays => ({ ...terms, from, to: plusDays(from, days) }));

const later = (a: string, b: string): string => (a > b ? a : b);
const minimum = fc.option(amount.map((least) => ({ amount: least, clause: '9' })));

/** A contract as first signed, and as changed later: new prices, other charges, a pause or an end. */
const course = fc
  .record({
    startsOn: fc.oneof(
      fc.constantFrom('2026-01-01', '2026-01-31'),
      day.filter((one) => one < '2026-03-01'),
    ),
    billingCalendar: fc.constantFrom('calendar', 'anniversary'),
    isTakenOver: fc.boolean(),
    first: charges,
    minimum,
    machines: fc.tuple(day, fc.option(day)),
    pauses: fc.array(pause, { maxLength: 1 }),
    discount: fc.option(
      fc.oneof(
        fc.constantFrom('5', '33.3').map((percent) => ({ percent, amount: null })),
        amount.map((off) => ({ percent: null, amount: off })),
      ),
    ),
    amendment: fc.option(
      fc.record({
        on: day,
        drops: fc.boolean(),
        prices: fc.array(amount, { minLength: 4, maxLength: 4 }),
        minimum,
      }),
      { freq: 4 },
    ),
    end: fc.option(day, { freq: 4 }),
    rest: fc.option(pause, { freq: 2 }),
    signedAfter: fc.nat({ max: 4 }),
    daily: fc.nat({ max: 12 }),
  })
  .map(({ startsOn, amendment, end, rest, ...given }) => {
    const [from, to] = given.machines;
    const before: Agreed = {
      startsOn,
      billingCalendar: given.billingCalendar,
      billedFrom: given.isTakenOver ? plusDays(startsOn, 20) : null,
      endsOn: null,
      versions: [{ from: startsOn, charges: given.first, minimum: given.minimum }],
      paused: given.pauses,
      machines: [
        { machineId: 'm-1', serial: 'm-1', from: startsOn, to: null },
        {
          machineId: 'm-2',
          serial: 'm-2',
          from: later(from, startsOn),
          to: to === null ? null : later(to, plusDays(later(from, startsOn), 1)),
        },
      ],
      discounts: given.discount ? [{ ...given.discount, from: null, until: null, clause: '8' }] : [],
    };
    const repriced = given.first.slice(amendment?.drops ? 1 : 0).map((charge, index): ChargeFields => {
      const price = amendment?.prices[index];
      const { pricing: own } = charge;
      const changed =
        own.model === 'flat' ? { amount: price } : own.model === 'unit' ? { unitPrice: price } : {};
      return { ...charge, pricing: { ...own, ...changed } };
    });
    const after: Agreed = {
      ...before,
      endsOn: end === null ? null : later(end, startsOn),
      paused: given.pauses.length === 0 && rest ? [rest] : given.pauses,
      versions: amendment
        ? [
            ...before.versions,
            {
              from: later(amendment.on, plusDays(startsOn, 1)),
              charges: repriced,
              minimum: amendment.minimum,
            },
          ]
        : before.versions,
    };
    return { before, after, signedAfter: given.signedAfter, daily: given.daily };
  });

describe('the self-audit of generated documents', () => {
  it('never blocks a draft, regardless of which terms were signed and when', () => {
    fc.assert(
      fc.property(course, ({ before, after, signedAfter, daily }) => {
        const billed: BilledBefore[] = [];
        for (const [index, month] of MONTHS.entries()) {
          const input = inputOf(month, index < signedAfter ? before : after, daily, billed);
          if (!input) continue;
          const { lines } = composeDraft(input);
          expect(blocked(audited(lines, input))).toEqual([]);
          billed.push(
            ...lines.flatMap(({ place, amountMinor }) =>
              place ? [{ ...place, amountMinor: amountMinor! }] : [],
            ),
          );
        }
      }),
      { numRuns: 600 },
    );
  });

  it('never blocks a correction of an issued month after an amendment', () => {
    fc.assert(
      fc.property(course, fc.nat({ max: 12 }), ({ before, after, daily }, dailyByNow) => {
        for (const month of MONTHS) {
          const asIssued = inputOf(month, before, daily, []);
          if (!asIssued) continue;
          const issuedBy = asIssued.versions[0]!.charges.filter((charge) => !countsAcrossMonths(charge));
          if (issuedBy.length === 0) continue;
          const within = (agreed: Agreed): Agreed => ({
            ...agreed,
            versions: agreed.versions.map((version) => ({
              ...version,
              charges: version.charges.filter((charge) => !countsAcrossMonths(charge)),
            })),
          });
          const compose = (agreed: Agreed, used: number): readonly DraftLine[] => {
            const input = inputOf(month, within(agreed), used, []);
            return input ? composeDraft(input).lines : [];
          };
          const issued = compose(before, daily).map((line, index) => ({
            ...line,
            id: `l-${index}`,
            invoiceId: 'i-1',
            month,
            isGivenBack: false,
            isDifference: false,
          }));
          const { lines } = correctMonth(
            compose(after, dailyByNow),
            sumBilledLines(issued, []),
            { id: 'i-1', number: 'PL-1', taxPoint: '2026-01-31' },
            'EUR',
          );
          const byNow = { ...asIssued, versions: after.versions, paused: after.paused };
          const term = { ...asIssued.term, endsOn: after.endsOn };
          expect(blocked(audited(lines, { ...byNow, term }, issuedBy))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
