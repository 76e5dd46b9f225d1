import fc from 'fast-check';
import {
  type ChargeFields,
  plusDays,
  prepaidBalances,
  type PrepaidSale,
  type ContractMigration,
} from '#contracts/domain';
import type { DraftLine } from '#invoicing/domain';
import { calendarMonth } from '#metering/domain';
import { Exact } from '#platform/domain';
import { billedMonth } from '#pricing/domain';
import type { MeteredMonth } from '../usage/metered-month.js';
import { composeDraft } from './compose-draft.js';
import type { BilledBefore, DraftInput } from './draft-input.js';
import { equationOf } from './line-equation.js';

const ZONE = 'Europe/Warsaw';
const TEXTS = { nameI18n: {}, clause: '', countsBy: 'month', perMachine: false, machineIds: [] } as const;
const HOURS: ChargeFields = {
  ...TEXTS,
  ...{ id: 'c-hours', key: 'hours', due: 'arrears', dueOn: null, meterIds: ['me-1'] },
  pricing: { model: 'unit', unitPrice: '10' },
};
const sale = (key: string, dueOn: string, terms: Omit<PrepaidSale, 'chargeKey'>): ChargeFields => ({
  ...TEXTS,
  ...{ id: `c-${key}`, key, due: 'once', dueOn, meterIds: [] },
  pricing: { model: 'flat', amount: '450' },
  prepaid: { chargeKey: 'hours', ...terms },
});

/** A meter’s usage in a month, the same on every day. */
function usedIn(name: string, aDay: string): MeteredMonth {
  const { firstDay, endDay } = calendarMonth(name, ZONE);
  const days = [];
  for (let day = firstDay; day < endDay; day = plusDays(day, 1))
    days.push({ day, quantity: aDay, heldQuantity: '0' });
  return {
    ...{ meterId: 'me-1', device: 'CTRL-1', signalKey: 'hours', unit: 'h', machineId: 'm-1', serial: 'S-1' },
    ...{ from: firstDay, to: endDay, state: 'measured', heldQuantity: '0', holds: 0, days },
    ...{ quantity: new Exact(aDay).times(days.length).toFixed(), usagePeriodId: null, hash: null },
  };
}

/** Drafts consecutive months, each from the amounts that earlier months billed. @param used daily usage by `YYYY-MM` */
function draftMonths(
  charges: readonly ChargeFields[],
  used: Readonly<Record<string, string>>,
  takeover: ContractMigration | null = null,
): (readonly DraftLine[])[] {
  const billed: BilledBefore[] = [];
  const metered = Object.entries(used).map(([name, aDay]) => usedIn(name, aDay));
  const term = { zone: ZONE, billingCalendar: 'calendar' as const, startsOn: '2026-11-01', endsOn: null };
  const machines = [{ machineId: 'm-1', serial: 'S-1', from: '2026-11-01', to: null }];
  const versions = [{ from: term.startsOn, charges }];
  return Object.keys(used).map((name, index) => {
    const input: DraftInput = {
      ...{ currency: 'PLN', kitsIncluded: true, term, isOver: true, versions, paused: [], machines },
      month: billedMonth(calendarMonth(name, ZONE), term)!,
      metered: metered.slice(0, index + 1),
      billed: [...billed],
      billedElsewhere: [],
      prepaid: prepaidBalances({ ...term, takeover, machines, versions }),
      invoicedFrom: Object.keys(used)
        .slice(0, index)
        .map((before) => `${before}-01`),
      kits: [],
    };
    const { lines } = composeDraft(input);
    for (const { place, amountMinor } of lines)
      if (place && amountMinor !== null) billed.push({ ...place, amountMinor });
    return lines;
  });
}

const told = (lines: readonly DraftLine[]): string[] =>
  lines.map(({ place, service, quantity, amountMinor, params: { sold, prepaid, prepaidLeft } }) =>
    [
      place!.chargeKey,
      service!.from.slice(5),
      sold === undefined ? null : `sells ${sold}`,
      quantity === null ? null : `used ${quantity}`,
      prepaid === undefined ? null : `drew ${prepaid} left ${prepaidLeft}`,
      amountMinor,
    ]
      .filter((one) => one !== null)
      .join(' '),
  );

describe('prepaid hours that are sold', () => {
  it('are drawn from their first to their last day, across months and years, and then expire', () => {
    const voucher = sale('voucher', '2026-11-16', { quantity: '100', expiresOn: '2027-01-10' });
    const months = draftMonths([voucher, HOURS], { '2026-11': '2', '2026-12': '2', '2027-01': '1' });
    expect(months.map(told)).toEqual([
      ['voucher 11-16 sells 100 45000', 'hours 11-01 used 30 30000', 'hours 11-16 used 30 drew 30 left 70 0'],
      ['hours 12-01 used 62 drew 62 left 8 0'],
      ['hours 01-01 used 10 drew 8 left 0 2000', 'hours 01-11 used 21 21000'],
    ]);
    const [sold] = months[0]!;
    expect(sold!.params).toMatchObject({ sold: '100', soldUnit: 'h', soldUntil: '2027-01-10' });
    expect(sold!.snapshot!.charge.prepaid).toEqual(voucher.prepaid);
    expect(equationOf(sold!, 'PLN').map(({ code, value }) => [code, value])).toEqual([
      ['prepaid_sold', '100'],
      ['one_off_amount', '450'],
      ['before_rounding', '450'],
      ['amount', '450.00'],
    ]);
    expect(months[1]![0]!.snapshot!.prepaid).toEqual([
      {
        ...{ position: 0, soldBy: 'voucher', brought: '100', from: '2026-11-16', until: '2027-01-10' },
        ...{ left: '70', drawnBefore: '0', drawn: '62' },
      },
    ]);
  });

  it('are topped up, and those that expire first are used first', () => {
    const charges = [
      sale('first', '2026-11-01', { quantity: '40' }),
      sale('topup', '2026-12-01', { quantity: '50', expiresAfterMonths: 2 }),
      HOURS,
    ];
    const months = draftMonths(charges, { '2026-11': '1', '2026-12': '1', '2027-01': '1', '2027-02': '1' });
    expect(months.map(told)).toEqual([
      ['first 11-01 sells 40 45000', 'hours 11-01 used 30 drew 30 left 10 0'],
      ['topup 12-01 sells 50 45000', 'hours 12-01 used 31 drew 31 left 29 0'],
      ['hours 01-01 used 31 drew 29 left 0 2000'],
      ['hours 02-01 used 28 28000'],
    ]);
  });

  it('are sold per machine if each machine is rated separately', () => {
    const alone: ChargeFields = { ...HOURS, pricing: { ...HOURS.pricing, pooling: 'per_machine' } };
    const own = { ...sale('voucher', '2026-11-01', { quantity: '20' }), perMachine: true };
    expect(draftMonths([own, alone], { '2026-11': '1' }).map(told)).toEqual([
      ['voucher 11-01 sells 20 45000', 'hours 11-01 used 30 drew 20 left 0 10000'],
    ]);
  });

  it('cover the same usage as a migrated balance, and no more than was sold', () => {
    const aDay = fc.integer({ min: 0, max: 9 }).map(String);
    const quantity = fc.integer({ min: 1, max: 400 }).map(String);
    const until = fc.option(
      fc.integer({ min: 0, max: 120 }).map((days) => plusDays('2026-11-01', days)),
      { nil: null },
    );
    const months = ['2026-11', '2026-12', '2027-01', '2027-02'];
    fc.assert(
      fc.property(
        fc.tuple(aDay, aDay, aDay, aDay),
        quantity,
        until,
        fc.boolean(),
        (days, sold, expiresOn, byYear) => {
          const used = Object.fromEntries(months.map((month, index) => [month, days[index]!]));
          const hours: ChargeFields = { ...HOURS, countsBy: byYear ? 'year' : 'month' };
          const voucher = sale('voucher', '2026-11-01', { quantity: sold, expiresOn });
          const brought: ContractMigration = {
            ...{ billedUntil: '2026-10-31', billedFrom: '2026-11-01', note: '', readings: [], amounts: [] },
            balances: [{ kind: 'prepaid', chargeKey: 'hours', quantity: sold, expiresOn, note: '' }],
          };
          const ofUse = (lines: readonly DraftLine[]) => told(lines.filter(({ kind }) => kind === 'usage'));
          const bySale = draftMonths([voucher, hours], used);
          expect(bySale.map(ofUse)).toEqual(draftMonths([hours], used, brought).map(ofUse));
          const drawn = bySale
            .flat()
            .reduce((sum, { params }) => sum.plus(params.prepaid ?? 0), new Exact(0))
            .toNumber();
          expect(drawn).toBeLessThanOrEqual(Number(sold));
        },
      ),
      { numRuns: 40 },
    );
  });
});
