import { describeCharges, type NewCharge, COUNTER_DEFAULTS } from '#contracts/domain';
import { isZone } from '#customers/domain';
import { assertNoFaults, Exact, type FieldFault } from '#platform/domain';
import { findBrokenMonths, machinesOf, scaleUsage, simulatePlan } from './simulate-plan.js';
import type { PlanOutcome, SimulatedCounter, SimulatedMonth, SimulatedPlan } from './simulation.js';

/** Input of a simulation. */
export interface SimulationInput {
  /** ISO 4217. */
  readonly currency: string;
  /** IANA time zone. */
  readonly zone: string;
  readonly counters: readonly SimulatedCounter[];
  readonly months: readonly {
    readonly month: string;
    readonly usage: readonly {
      readonly counterId: string;
      readonly quantity: string | null;
      /**
       * Quantity on hold. Needed for a meter that is subtracted, because its quantity on hold is subtracted too, as on
       * an invoice.
       */
      readonly heldQuantity?: string;
    }[];
  }[];
  /** Plans to compare. A usage-based charge without meters counts all meters. */
  readonly plans: readonly { readonly name: string; readonly charges: readonly NewCharge[] }[];
  /** Percentage of the usage to bill, decimal. */
  readonly usagePercent: string;
}

/** The totals of plans at a percentage of the usage, in minor units and in the order of the plans. */
export interface CurvePoint {
  readonly percent: number;
  readonly totalsMinor: readonly bigint[];
}

export interface SimulationOutcome {
  readonly plans: readonly PlanOutcome[];
  /** Totals at different percentages of the usage, from 40% to 160%. */
  readonly curve: readonly CurvePoint[];
}

const CURVE = [40, 60, 80, 100, 120, 140, 160] as const;

/**
 * Calculates the amounts that several plans would have billed for the same months. Loads and stores nothing: the same
 * input always gives the same result.
 * @throws DomainError billing.simulation_invalid (with fields), billing.beyond_last_tier
 */
export function simulatePlans(input: SimulationInput): SimulationOutcome {
  const { currency, zone, counters, usagePercent } = input;
  const faults = findInputFaults(input);
  assertNoFaults('billing.simulation_invalid', faults);
  const plans = readPlans(input);
  const subtractedIds = new Set(counters.flatMap(({ id, deducts }) => (deducts ? [id] : [])));
  const actualMonths = input.months.map(({ month, usage }): SimulatedMonth => ({
    month,
    usage: new Map(
      usage.map(({ counterId, quantity, heldQuantity = '0' }) => [
        counterId,
        quantity === null || !subtractedIds.has(counterId)
          ? quantity
          : new Exact(quantity).plus(heldQuantity).toFixed(),
      ]),
    ),
  }));
  const outcomesAt = (percent: string): PlanOutcome[] => {
    const months = scaleUsage(actualMonths, percent);
    return plans.map((plan) => simulatePlan(plan, { currency, zone, counters, months }));
  };
  return {
    plans: outcomesAt(usagePercent),
    curve: CURVE.map((percent) => ({
      percent,
      totalsMinor: outcomesAt(String(percent)).map(({ totalMinor }) => totalMinor),
    })),
  };
}

/** Returns the plans' charges with defaults filled in. @throws DomainError billing.simulation_invalid */
function readPlans({ currency, counters, months, plans }: SimulationInput): SimulatedPlan[] {
  const startsOn = `${months[0]!.month}-01`;
  const subject = {
    currency,
    startsOn,
    machines: machinesOf({ counters }, startsOn).map((machine) => ({ ...machine, id: machine.machineId })),
    meters: counters.map(({ id, unit, deducts = false }) => ({ ...METER, id, deviceId: id, unit, deducts })),
  };
  const devices = new Map(counters.map(({ id, machineId }) => [id, { machineId }]));
  const all = counters.map(({ id }) => id);
  const read = plans.map(({ name, charges }) => ({
    name,
    ...describeCharges(
      charges.map((charge) => ({ ...charge, meterIds: countedBy(charge, all) })),
      subject,
      devices,
    ),
  }));
  const faults = read.flatMap((plan, index) =>
    plan.faults.map((fault) => ({ ...fault, pointer: `/plans/${index}${fault.pointer}` })),
  );
  assertNoFaults('billing.simulation_invalid', faults);
  return read;
}

const METER = {
  ...COUNTER_DEFAULTS,
  signalKey: '',
  modulus: null,
  maxRatePerHour: null,
  maxGapMinutes: 1440,
} as const;

const countedBy = ({ pricing, meterIds = [] }: NewCharge, all: readonly string[]): readonly string[] =>
  pricing.model === 'flat' || meterIds.length > 0 ? meterIds : all;

/** Maximum number of quantities, which limits the work per request to about one second. */
const MAX_QUANTITIES = 6000;

function findInputFaults({ counters, months, plans, zone, usagePercent }: SimulationInput): FieldFault[] {
  const at = (pointer: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
    pointer,
    code: `billing.${code}`,
    params,
  });
  const known = new Set(counters.map(({ id }) => id));
  const charges = plans.reduce((count, plan) => count + plan.charges.length, 0);
  return [
    ...(isZone(zone) ? [] : [{ pointer: '/zone', code: 'contracts.zone_unknown', params: { value: zone } }]),
    ...(counters.length * months.length * charges > MAX_QUANTITIES
      ? [at('/counters', 'simulation_too_large', { most: MAX_QUANTITIES })]
      : []),
    ...(new Exact(usagePercent).lt(0) ? [at('/usagePercent', 'value_negative')] : []),
    ...counters.flatMap(({ id }, index) =>
      counters.findIndex((other) => other.id === id) < index
        ? [at(`/counters/${index}/id`, 'counter_twice')]
        : [],
    ),
    ...findBrokenMonths(months.map(({ month }) => month)).map((index) =>
      at(`/months/${index}/month`, 'month_not_next'),
    ),
    ...months.flatMap(({ usage }, index) =>
      usage.flatMap(({ counterId, quantity, heldQuantity = '0' }, place) => {
        const pointer = `/months/${index}/usage/${place}`;
        return [
          ...(new Exact(heldQuantity).lt(0) ? [at(`${pointer}/heldQuantity`, 'value_negative')] : []),
          ...(known.has(counterId) ? [] : [at(`${pointer}/counterId`, 'counter_unknown')]),
          ...(usage.findIndex((other) => other.counterId === counterId) < place
            ? [at(pointer, 'usage_twice')]
            : []),
          ...(quantity !== null && new Exact(quantity).lt(0)
            ? [at(`${pointer}/quantity`, 'value_negative')]
            : []),
        ];
      }),
    ),
  ];
}
