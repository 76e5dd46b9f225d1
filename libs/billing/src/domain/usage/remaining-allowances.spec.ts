import type { ChargeFields, Pricing } from '#contracts/domain';
import { calendarMonth } from '#metering/domain';
import { billedMonth } from '#pricing/domain';
import { composeDraft } from '../draft/compose-draft.js';
import type { DraftInput } from '../draft/draft-input.js';
import { remainingAllowances } from './remaining-allowances.js';
import type { MeteredMonth } from './metered-month.js';

const term = {
  zone: 'Europe/Warsaw',
  billingCalendar: 'calendar' as const,
  startsOn: '2026-02-01',
  endsOn: null,
};

const metered = (
  meterId: string,
  quantity: string | null,
  from = '2026-11-01',
  to = '2026-12-01',
): MeteredMonth => ({
  meterId,
  device: meterId,
  signalKey: 'run_hours_total',
  unit: 'h',
  machineId: `machine of ${meterId}`,
  serial: meterId,
  from,
  to,
  state: quantity === null ? 'unknown' : 'measured',
  quantity,
  heldQuantity: '0',
  holds: 0,
  days: [],
  usagePeriodId: null,
  hash: null,
});

function allowancesOf(pricing: Pricing, counted: readonly MeteredMonth[], more: Partial<ChargeFields> = {}) {
  const charge: ChargeFields = {
    id: 'c',
    key: 'usage',
    nameI18n: {},
    clause: '',
    due: 'arrears',
    dueOn: null,
    countsBy: 'month',
    perMachine: false,
    machineIds: [],
    meterIds: [...new Set(counted.map(({ meterId }) => meterId))],
    pricing,
    ...more,
  };
  const input: DraftInput = {
    currency: 'PLN',
    kitsIncluded: true,
    term,
    month: billedMonth(calendarMonth('2026-11', term.zone), term)!,
    isOver: false,
    versions: [{ from: '2025-01-01', charges: [charge] }],
    paused: [],
    machines: [],
    metered: counted,
    billed: [],
    billedElsewhere: [],
    prepaid: [],
    invoicedFrom: [],
    kits: [],
  };
  return remainingAllowances(composeDraft(input).lines);
}

const POOL: Pricing = { model: 'unit', unitPrice: '2', includedQuantity: '100' };

describe('remainingAllowances', () => {
  it('counts a pool once, without unknown usage', () => {
    const counted = [metered('M1', '30'), metered('M2', '50'), metered('M3', null)];
    const expected = [
      {
        chargeKey: 'usage',
        machineId: null,
        counterFrom: '2026-11-01',
        used: '80',
        included: '100',
        left: '100',
      },
    ];
    expect(allowancesOf(POOL, counted)).toEqual(expected);
    expect(allowancesOf({ ...POOL, allocate: true }, counted.slice(0, 2))).toEqual(expected);
  });

  it('counts machines separately if each has its own allowance', () => {
    const counted = [metered('M1', '30'), metered('M2', '120')];
    expect(
      allowancesOf({ ...POOL, pooling: 'per_machine' }, counted).map(({ machineId, used }) => [
        machineId,
        used,
      ]),
    ).toEqual([
      ['machine of M1', '30'],
      ['machine of M2', '120'],
    ]);
  });

  it('returns what earlier months left of a yearly allowance', () => {
    const counted = [metered('M1', '70', '2026-10-01', '2026-11-01'), metered('M1', '20')];
    expect(allowancesOf(POOL, counted, { countsBy: 'year' })).toEqual([
      {
        chargeKey: 'usage',
        machineId: null,
        counterFrom: '2026-02-01',
        used: '90',
        included: '100',
        left: '30',
      },
    ]);
  });

  it('counts in the priced unit', () => {
    const [standing] = allowancesOf({ ...POOL, convert: { divideBy: '10' } }, [metered('M1', '500')]);
    expect(standing).toMatchObject({ used: '50', included: '100' });
  });

  it('returns nothing without an allowance', () => {
    expect(allowancesOf({ model: 'unit', unitPrice: '2' }, [metered('M1', '30')])).toEqual([]);
  });
});
