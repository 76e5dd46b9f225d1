import fc from 'fast-check';
import {
  type ChargeFields,
  type ContractView,
  COUNTER_DEFAULTS,
  prepaidBalances,
  type Pricing,
  type ContractMigration,
  USAGE_METHODS,
} from '#contracts/domain';
import type { DraftLine } from '#invoicing/domain';
import { calendarMonth } from '#metering/domain';
import { Exact, fromMinor } from '#platform/domain';
import { billedMonth, contractYears } from '#pricing/domain';
import { composeDraft } from '../draft/compose-draft.js';
import type { BilledBefore, DraftInput } from '../draft/draft-input.js';
import { openingSources } from './opening-sources.js';

const ZONE = 'Europe/Warsaw';
const STARTS = '2025-09-01';
const METER = {
  ...COUNTER_DEFAULTS,
  id: 'me-1',
  deviceId: 'de-1',
  signalKey: 'hours',
  unit: 'h',
  modulus: null,
  maxRatePerHour: null,
  maxGapMinutes: 60,
};

function chargeOf(pricing: Pricing, countsBy: ChargeFields['countsBy'] = 'year'): ChargeFields {
  const texts = { id: 'c-1', key: 'hours', nameI18n: {}, clause: '', perMachine: false, machineIds: [] };
  const due = pricing.model === 'flat' ? ('yearly' as const) : ('arrears' as const);
  const meterIds = pricing.model === 'flat' ? [] : ['me-1'];
  return { ...texts, due, dueOn: null, countsBy, meterIds, pricing };
}

function contractOf(
  pricing: Pricing,
  takeover: ContractMigration | null,
  endsOn: string | null = null,
  countsBy: ChargeFields['countsBy'] = 'year',
) {
  const contract = {
    zone: ZONE,
    currency: 'PLN',
    startsOn: STARTS,
    endsOn,
    versions: [{ from: STARTS, charges: [chargeOf(pricing, countsBy)] }],
    machines: [{ id: 'cm-1', machineId: 'ma-1', from: STARTS, to: null }],
    meters: [METER],
    devices: new Map([['de-1', { code: 'CTRL-1', deviceKey: 1, machineId: 'ma-1' }]]),
    serials: new Map([['ma-1', 'S-1']]),
    takeover,
    billedFrom: takeover?.billedFrom ?? null,
  };
  return { ...contract, prepaid: prepaidBalances(contract) } as unknown as ContractView;
}

/** Returns the month of the contract year from September 2025 at an index. */
const monthAt = (index: number): string =>
  `${2025 + Math.floor((8 + index) / 12)}-${String(((8 + index) % 12) + 1).padStart(2, '0')}`;

/** Splits a quantity evenly between the 5th and the 25th of a month. */
function daysOf(first: string, quantity: string) {
  const half = new Exact(quantity).div(2).toFixed();
  return ['05', '25'].map((day) => ({
    day: `${first.slice(0, 8)}${day}`,
    quantity: half,
    heldQuantity: '0',
  }));
}

/** Drafts a contract’s months in order. @param first the first month that is billed here */
function draftYear(
  contract: ContractView,
  quantities: readonly string[],
  first: number,
): (readonly DraftLine[])[] {
  const billed: BilledBefore[] = [];
  const invoicedFrom: string[] = [];
  const whole = { ...contract, billedFrom: null };
  const own = quantities.map((quantity, index) => {
    const { from, to } = billedMonth(calendarMonth(monthAt(index), ZONE), whole)!;
    return {
      ...{
        meterId: 'me-1',
        device: 'CTRL-1',
        signalKey: 'hours',
        unit: 'h',
        machineId: 'ma-1',
        serial: 'S-1',
      },
      ...{ from: from.date, to: to.date, state: 'measured' as const, quantity, heldQuantity: '0', holds: 0 },
      ...{ days: daysOf(from.date, quantity), usagePeriodId: null, hash: null },
    };
  });
  return quantities.slice(first).map((_, place) => {
    const index = first + place;
    const month = billedMonth(calendarMonth(monthAt(index), ZONE), contract)!;
    const year = contractYears(contract, month.to.date).at(-1)!;
    const opening = openingSources(contract, year.from.date);
    const input: DraftInput = {
      currency: 'PLN',
      kitsIncluded: true,
      term: contract,
      month,
      isOver: true,
      versions: contract.versions,
      machines: [{ machineId: 'ma-1', serial: 'S-1', from: STARTS, to: null }],
      metered: [...opening.metered, ...own.slice(first, index + 1)],
      billed: [...billed],
      billedElsewhere: opening.billed,
      prepaid: contract.prepaid,
      invoicedFrom: [...invoicedFrom],
      paused: [],
      kits: [],
    };
    const { lines } = composeDraft(input);
    for (const { place: at, amountMinor } of lines)
      if (at && amountMinor !== null) billed.push({ ...at, amountMinor });
    invoicedFrom.push(month.from.date);
    return lines;
  });
}

/** A migration before the month, with the usage and amounts of the earlier months. */
function takeoverOf(
  index: number,
  used: string,
  amount: string,
  balances: ContractMigration['balances'] = [],
): ContractMigration {
  const billedFrom = `${monthAt(index)}-01`;
  return {
    billedUntil: new Date(Date.parse(billedFrom) - 86_400_000).toISOString().slice(0, 10),
    billedFrom,
    note: '',
    readings: [{ meterId: 'me-1', value: '0', readOn: billedFrom, note: '', usedInYear: used }],
    amounts: [
      { chargeKey: 'hours', machineId: null, amount },
      { chargeKey: 'hours', machineId: 'ma-1', amount },
    ],
    balances,
  };
}

const sum = (values: readonly (string | bigint | null)[]): Exact =>
  values.reduce<Exact>((total, each) => total.plus(String(each ?? 0)), new Exact(0));
const amountsOf = (lines: readonly DraftLine[]) =>
  lines.map(({ place, amountMinor }) => [place?.component, amountMinor]);

const TIERS = [{ upTo: '400', unitPrice: '3.1' }, { upTo: '900', unitPrice: '2.7' }, { unitPrice: '2.05' }];
const TERMS: Readonly<Record<string, Pricing>> = {
  graduated: { model: 'graduated', tiers: TIERS },
  'graduated with a minimum': { model: 'graduated', tiers: TIERS, minAmount: '2500' },
  'an allowance for the year': { model: 'unit', unitPrice: '1.37', includedQuantity: '700' },
  'a maximum for the year': { model: 'unit', unitPrice: '1.37', maxAmount: '900' },
  'each machine alone': { model: 'graduated', tiers: TIERS, pooling: 'per_machine', minQuantity: '800' },
  'a shared pool': { model: 'graduated', tiers: TIERS, allocate: true },
  'a commitment': {
    model: 'unit',
    unitPrice: '2',
    commitment: { quantity: '900', overageFactor: '1.5', trueUp: true },
  },
  'bands of hours': {
    model: 'hour_bands',
    contractedQuantity: '600',
    tiers: [{ upTo: '300', flatFee: '1000' }, { upTo: '800', flatFee: '1900' }, { flatFee: '2600' }],
  },
  'instalments of a minimum': { model: 'unit', unitPrice: '3', minQuantity: '900', minInstalments: 12 },
};

describe('a migrated contract', () => {
  it.each(USAGE_METHODS)('counts a meter’s earlier usage of the current year, measured as %s', (method) => {
    const takeover = takeoverOf(5, '1200', '4000');
    const [opening] = takeover.readings;
    const brought = method === 'counter' ? opening! : { ...opening!, value: null, readOn: null };
    const contract = {
      ...contractOf(TERMS['graduated']!, { ...takeover, readings: [brought] }),
      meters: [{ ...METER, method }],
    };
    expect(openingSources(contract, STARTS)).toMatchObject({
      metered: [{ quantity: '1200', from: STARTS, to: '2026-02-01', isOpening: true }],
      billed: [{ amountMinor: 400000n }],
    });
  });

  it.each(Object.entries(TERMS))('continues as if the whole year had been billed here: %s', (_, pricing) => {
    const quantities = fc.array(fc.integer({ min: 0, max: 15_000 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(quantities, fc.integer({ min: 1, max: 11 }), (hundredths, index) => {
        const used = hundredths.map((one) => new Exact(one).div(100).toFixed());
        const here = draftYear(contractOf(pricing, null), used, 0);
        const before = here.slice(0, index).flat();
        const paid = fromMinor(BigInt(sum(before.map(({ amountMinor }) => amountMinor)).toFixed()), 'PLN');
        const takeover = takeoverOf(index, sum(used.slice(0, index)).toFixed(), paid);
        const after = draftYear(contractOf(pricing, takeover), used, index);
        // With instalments, the earlier parts are billed again at the end. Usage counted elsewhere is a single part, so
        // only the totals are compared.
        const told = (drafts: readonly (readonly DraftLine[])[]) =>
          pricing.minInstalments
            ? drafts.map((lines) => sum(lines.map(({ amountMinor }) => amountMinor)).toFixed())
            : drafts.map(amountsOf);
        expect(told(after)).toEqual(told(here.slice(index)));
      }),
      { numRuns: 12 },
    );
  });

  const PREPAID: Readonly<Record<string, [Pricing, ChargeFields['countsBy']]>> = {
    'a price': [{ model: 'unit', unitPrice: '1.37' }, 'year'],
    'an allowance for the year': [TERMS['an allowance for the year']!, 'year'],
    'an allowance for the month': [{ model: 'unit', unitPrice: '1.37', includedQuantity: '60' }, 'month'],
    'graduated with a minimum': [TERMS['graduated with a minimum']!, 'year'],
    'each machine alone': [TERMS['each machine alone']!, 'year'],
    packages: [{ model: 'package', packageSize: '10', packagePrice: '12' }, 'month'],
    'a shared pool': [TERMS['a shared pool']!, 'year'],
  };

  it.each(Object.entries(PREPAID))(
    'draws on a balance in the same way, regardless of the month of the migration: %s',
    (_, [pricing, countsBy]) => {
      const machineId = pricing.pooling === 'per_machine' ? 'ma-1' : null;
      const balance = fc.record({
        quantity: fc.integer({ min: 0, max: 60_000 }).map((one) => new Exact(one).div(100).toFixed()),
        expiresOn: fc.constantFrom(
          '2026-01-31',
          '2026-05-10',
          '2026-08-31',
          '2026-10-20',
          '2027-02-28',
          null,
        ),
      });
      const quantities = fc.array(fc.integer({ min: 0, max: 15_000 }), { minLength: 24, maxLength: 24 });
      fc.assert(
        fc.property(
          quantities,
          fc.array(balance, { minLength: 1, maxLength: 3 }),
          fc.integer({ min: 1, max: 3 }),
          fc.integer({ min: 1, max: 20 }),
          (hundredths, brought, first, more) => {
            const used = hundredths.map((one) => new Exact(one).div(100).toFixed());
            const then = first + more;
            const balances = brought.map((one, index) => ({
              ...{ kind: 'prepaid' as const, chargeKey: 'hours', machineId, note: String(index) },
              ...one,
            }));
            const elsewhere = draftYear(contractOf(pricing, null, null, countsBy), used.slice(0, first), 0);
            const paid = (drafts: readonly (readonly DraftLine[])[]): string =>
              fromMinor(BigInt(sum(drafts.flat().map(({ amountMinor }) => amountMinor)).toFixed()), 'PLN');
            const before = takeoverOf(first, sum(used.slice(0, first)).toFixed(), paid(elsewhere), balances);
            const here = draftYear(contractOf(pricing, before, null, countsBy), used, first);
            // The units that each balance provided before the later migration, in total and in the current contract
            // year.
            const gone = here.slice(0, more);
            const drawnOf = (drafts: typeof here, place: number): Exact =>
              sum(
                drafts.flat().flatMap(({ snapshot, place: at }) => {
                  const kept = snapshot?.prepaid?.find(({ position }) => position === place);
                  const isOwn = at?.partFrom !== null && snapshot!.counted.length > 0;
                  return kept && isOwn ? [new Exact(kept.drawn).minus(kept.drawnBefore).toFixed()] : [];
                }),
              );
            const left = balances
              .map((one, place) => ({
                ...one,
                quantity: new Exact(one.quantity).minus(drawnOf(gone, place)).toFixed(),
              }))
              .filter(({ expiresOn }) => expiresOn === null || expiresOn >= `${monthAt(then)}-01`);
            const yearBegan = then >= 12 ? 12 : 0;
            const ofYear = gone.slice(Math.max(yearBegan - first, 0));
            const covered = sum(balances.map((_one, place) => drawnOf(ofYear, place).toFixed()));
            const usedInYear = sum(used.slice(yearBegan, then)).minus(covered).toFixed();
            const paidInYear = new Exact(paid(ofYear)).plus(yearBegan === 0 ? paid(elsewhere) : 0).toFixed();
            const takeover = takeoverOf(then, usedInYear, paidInYear, left);
            const after = draftYear(contractOf(pricing, takeover, null, countsBy), used, then);
            const told = (drafts: typeof here) =>
              drafts.map((lines) =>
                lines
                  .filter(({ amountMinor }) => amountMinor !== 0n)
                  .map(({ place, amountMinor }) => [place?.component, amountMinor]),
              );
            expect(told(after)).toEqual(told(here.slice(more)));
          },
        ),
        { numRuns: 8 },
      );
    },
  );

  it('counts amounts paid elsewhere towards a minimum, regardless of the charges that the terms would have caused', () => {
    const pricing: Pricing = { model: 'unit', unitPrice: '10', minAmount: '12000' };
    const quantities = Array<string>(12).fill('50');
    // These terms price 300 h at 3,000, and 2,400 were paid. Six months here cost 3,000.
    const drafts = draftYear(contractOf(pricing, takeoverOf(6, '300', '2400')), quantities, 6);
    expect(drafts[0]!.map(({ amountMinor }) => amountMinor)).toEqual([50000n]);
    expect(amountsOf(drafts[5]!)).toEqual([
      ['usage', 50000n],
      ['true_up', 660000n],
    ]);
    expect(drafts[5]![1]!.snapshot).toMatchObject({
      opening: { from: STARTS, amount: '2400.00' },
      counted: expect.arrayContaining([
        expect.objectContaining({ from: STARTS, to: '2026-03-01', quantity: '300', isOpening: true }),
      ]) as unknown,
    });
  });

  it('shows usage counted elsewhere in the first month’s allowance', () => {
    const pricing: Pricing = { model: 'unit', unitPrice: '71', includedQuantity: '2000' };
    const [first] = draftYear(
      contractOf(pricing, takeoverOf(3, '1950', '0')),
      Array<string>(4).fill('100'),
      3,
    );
    expect(first).toMatchObject([
      { amountMinor: 355000n, params: { usedInYear: '2050', overage: '50' }, quantity: '100' },
    ]);
  });

  it('credits the rest of a yearly fee billed elsewhere when the contract ends', () => {
    const fee: Pricing = { model: 'flat', amount: '3650' };
    const ended = contractOf(fee, takeoverOf(6, '0', '3650'), '2026-05-31');
    const drafts = draftYear(ended, Array<string>(9).fill('0'), 6);
    // 273 of 365 days: 2,730.
    expect(drafts.map(amountsOf)).toEqual([[['fee', -92000n]], [], []]);
  });

  it('has no effect on a later year', () => {
    const contract = contractOf(TERMS.graduated!, takeoverOf(6, '300', '900'));
    expect(openingSources(contract, '2026-09-01')).toEqual({ metered: [], billed: [] });
  });
});
