import { type BilledPeriod, billedPeriods, type ChargeFields, type Pricing } from '#contracts';
import { type CounterReading, deriveUsage, type MeterRule, type Usage } from '#metering';
import { composeDraft } from '#billing';
import { contentHash } from '#invoicing';
import { CUTOFF, MONTH, ZONE } from './histories.js';

const STARTS_ON = '2025-02-01';
const RULE: MeterRule = { modulus: null, maxRatePerHour: '400', maxGapMinutes: 1440 };

const [PERIOD] = billedPeriods(
  {
    zone: ZONE,
    start: MONTH.firstDay,
    every: { unit: 'month', count: 1 },
    align: 'calendar',
    anchorDate: null,
    dayCount: 'day',
    trialDays: 0,
    end: null,
    movedAnchors: [],
  },
  { count: 1 },
) as [BilledPeriod];

const charge = (key: string, pricing: Pricing): ChargeFields => ({
  id: key,
  key,
  nameI18n: {},
  clause: '1',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: pricing.model === 'flat' ? [] : ['meter'],
  pricing,
});

/** A fee, tiers, and a minimum quantity. */
const CHARGES: readonly ChargeFields[] = [
  charge('fee', { model: 'flat', amount: '4900' }),
  charge('usage', {
    model: 'graduated',
    includedQuantity: '100',
    tiers: [
      { upTo: '500', unitPrice: '0.4491' },
      { upTo: null, unitPrice: '0.3729' },
    ],
  }),
  charge('minimum', { model: 'unit', unitPrice: '0', minQuantity: '800', shortfallPrice: '0.4491' }),
];

/** Returns a counter's usage in the month, calculated with the billing run's function. */
export function usageOf(readings: readonly CounterReading[], rule: Partial<MeterRule> = {}): Usage {
  const windows = [{ since: MONTH.from - 86_400_000, from: MONTH.from, to: MONTH.to }];
  return deriveUsage(
    readings,
    { ...RULE, ...rule },
    {
      zone: ZONE,
      from: MONTH.from,
      to: MONTH.to,
      windows,
      knownUntil: CUTOFF,
    },
  );
}

/** Returns the hash of the month's draft, calculated with the billing run's functions. */
export function draftOf(usage: Usage): string {
  const { lines } = composeDraft({
    currency: 'PLN',
    kitsIncluded: true,
    term: { zone: ZONE, billingCalendar: 'calendar' as const, startsOn: STARTS_ON, endsOn: null },
    month: PERIOD,
    isOver: true,
    versions: [{ from: STARTS_ON, charges: CHARGES }],
    machines: [],
    metered: [
      {
        meterId: 'meter',
        device: 'FM-1',
        signalKey: 'air_m3_total',
        unit: 'm3',
        machineId: null,
        serial: null,
        from: PERIOD.from.date,
        to: PERIOD.to.date,
        state: usage.state,
        quantity: usage.quantity,
        heldQuantity: usage.heldQuantity,
        holds: usage.reasons.filter(({ holds }) => holds).length,
        days: usage.days,
        usagePeriodId: null,
        hash: usage.hash,
      },
    ],
    billed: [],
    billedElsewhere: [],
    prepaid: [],
    invoicedFrom: [],
    paused: [],
    kits: [],
  });
  return contentHash({
    contract: 'K-1',
    currency: 'PLN',
    zone: ZONE,
    periodFrom: PERIOD.from.date,
    periodTo: PERIOD.to.date,
    lines,
    readingsHashes: [usage.hash],
    taxes: null,
  });
}
