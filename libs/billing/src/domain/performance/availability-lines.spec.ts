import type { AgreedPerformance, ChargeFields, MachineDowntime } from '#contracts/domain';
import { contractMonth } from '#metering/domain';
import { billedMonth } from '#pricing/domain';
import { composeDraft } from '../draft/compose-draft.js';
import type { DraftInput } from '../draft/draft-input.js';

const zone = 'Europe/Warsaw';
const TERM = { zone, startsOn: '2026-01-01', endsOn: null, billingCalendar: 'calendar' as const };
const CARE: ChargeFields = {
  id: 'c',
  key: 'care',
  nameI18n: {},
  clause: '2.1',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: [],
  pricing: { model: 'flat', amount: '7200' },
};
const GUARANTEE: Extract<AgreedPerformance, { readonly type: 'availability' }> = {
  type: 'availability',
  key: 'availability',
  clause: '7.3',
  bands: [],
  chargeKeys: ['care'],
  machineIds: [],
  plannedAllowanceHours: null,
  guaranteePercent: '99',
  malusPercentPerPoint: '5',
  malusCapPercent: null,
  bonusFromPercent: null,
  bonusPercent: null,
  targetPercent: null,
  slope: null,
  zeroBelow: null,
};
const MACHINES = ['m-1', 'm-2'].map((machineId) => ({
  machineId,
  serial: `SN ${machineId}`,
  from: '2026-01-01',
  to: null,
}));
/** November has 720 hours; a machine is down for 36 of them. */
const STOP: MachineDowntime = {
  machineId: 'm-1',
  cause: 'supplier',
  from: Date.parse('2026-11-10T00:00:00Z'),
  to: Date.parse('2026-11-11T12:00:00Z'),
  reason: 'A belt was torn',
};

function lineOf(change: Partial<DraftInput> = {}, guarantee: Partial<typeof GUARANTEE> = {}) {
  const performance = [{ ...GUARANTEE, ...guarantee }];
  const { lines } = composeDraft({
    currency: 'EUR',
    kitsIncluded: false,
    term: TERM,
    month: billedMonth(contractMonth('2026-11', TERM), TERM)!,
    isOver: true,
    versions: [{ from: TERM.startsOn, charges: [CARE], performance }],
    paused: [],
    machines: MACHINES,
    metered: [],
    billed: [],
    billedElsewhere: [],
    prepaid: [],
    invoicedFrom: [],
    kits: [],
    downtime: [STOP],
    ...change,
  });
  return lines.find(({ kind }) => kind === 'performance');
}

const factsOf = (line: ReturnType<typeof lineOf>) => line?.snapshot?.performance?.facts;

describe('a guarantee of availability', () => {
  it('is evaluated from the hours of all machines, and credits the fee for the shortfall', () => {
    const line = lineOf();
    expect(factsOf(line)).toMatchObject({
      type: 'availability',
      hours: '1440',
      byCause: { supplier: '36', customer: '0', unknown: '0' },
      stops: [{ serial: 'SN m-1', cause: 'supplier', reason: 'A belt was torn' }],
      fee: '7200',
    });
    // 97.5% is 1.5 points below the guarantee, and each point costs 5% of the fee.
    expect(line?.amountMinor).toBe(-54_000n);
  });

  it('is evaluated for the machines that it names', () => {
    expect(factsOf(lineOf({}, { machineIds: ['m-2'] }))).toMatchObject({
      hours: '720',
      byCause: { supplier: '0' },
      stops: [],
    });
  });

  it('is evaluated on the days on which a machine is under the contract', () => {
    const machines = [
      { ...MACHINES[0]!, to: '2026-11-11' },
      { ...MACHINES[1]!, from: '2026-12-01' },
    ];
    expect(factsOf(lineOf({ machines }))).toMatchObject({ hours: '240', byCause: { supplier: '23' } });
  });

  it('considers recorded downtime only', () => {
    expect(factsOf(lineOf({ downtime: undefined }))).toMatchObject({ byCause: { supplier: '0' }, stops: [] });
    expect(lineOf({ downtime: [] })?.amountMinor ?? 0n).toBe(0n);
  });

  it('is unknown while a charge that it adjusts is on hold', () => {
    const usage: ChargeFields = {
      ...CARE,
      key: 'care',
      meterIds: ['me'],
      pricing: { model: 'unit', unitPrice: '1' },
    };
    const versions = [{ from: TERM.startsOn, charges: [usage], performance: [GUARANTEE] }];
    const held = {
      meterId: 'me',
      usagePeriodId: 'u',
      machineId: 'm-1',
      serial: 'SN m-1',
      device: 'D',
      signalKey: 's',
      unit: 'h',
      from: '2026-11-01',
      to: '2026-12-01',
      state: 'held' as const,
      quantity: null,
      heldQuantity: '5',
      holds: 1,
    };
    const line = lineOf({ versions, metered: [held] as unknown as DraftInput['metered'] });
    expect(line).toMatchObject({ amountMinor: null, state: 'held' });
  });

  it('adjusts the share of a yearly fee that falls on its days', () => {
    const fee = (change: Partial<ChargeFields>): unknown => {
      const versions = [
        { from: TERM.startsOn, charges: [{ ...CARE, ...change }], performance: [] },
        { from: '2026-11-16', charges: [{ ...CARE, ...change }], performance: [GUARANTEE] },
      ];
      return factsOf(lineOf({ versions }));
    };
    expect(fee({})).toMatchObject({ fee: '3600', hours: '720' });
  });

  it('ignores charges that it does not name', () => {
    expect(factsOf(lineOf({}, { chargeKeys: ['other'] }))).toMatchObject({ fee: '0' });
  });
});
