import type { NewContract, Simulation, UsageHistory } from '../../../api/types.js';
import { monthAfter } from '../../../clock/months.js';
import { type ChargeValues, toChargeTerms } from '../../charges/form/charge-values.js';
import { toPricing } from '../../charges/form/pricing-values.js';
import { isPriced } from '../../charges/form/typical-usage.js';
import { toMeterTerms } from '../../charges/meters/meter-values.js';
import { describeFacts } from '../../simulator/outcome/use-simulation.js';
import type { SimulatedMeter } from '../../simulator/plans/simulated-plan.js';
import type { DraftValues } from '../values/draft-values.js';

const MONTHS = 12;

/** Meters of a draft that read a signal. Their limits are not agreed yet, so the request includes them. */
export function readableMeters({ meters }: Pick<DraftValues, 'meters'>): SimulatedMeter[] {
  return meters
    .filter(({ deviceId, signalKey }) => deviceId !== '' && signalKey !== '')
    .map((values) => {
      const { id, deviceId, signalKey, method } = values;
      const meter: NonNullable<NewContract['meters']>[number] = toMeterTerms(values, undefined);
      return {
        ...{ id, quantity: id, deviceId, signalKey },
        method,
        matches: meter.matches ?? [],
        intervalMinutes: meter.intervalMinutes ?? null,
        factor: meter.factor ?? null,
        deducts: meter.deducts ?? false,
        unit: meter.unit ?? null,
        maxRatePerHour: meter.maxRatePerHour ?? null,
        maxGapMinutes: meter.maxGapMinutes ?? null,
      };
    });
}

/** Charges that can be calculated: they have prices and, for usage, meters that read a signal. */
export function calculableCharges(
  charges: readonly ChargeValues[],
  meters: readonly Pick<SimulatedMeter, 'id'>[],
): ChargeValues[] {
  const isRead = (id: string): boolean => meters.some((meter) => meter.id === id);
  return charges.filter(
    ({ pricing, meterIds }) =>
      isPriced(toPricing(pricing)) &&
      (pricing.model === 'flat' || (meterIds.length > 0 && meterIds.every(isRead))),
  );
}

/**
 * The facts of `POST /pricing/simulation` for a draft: its meters with their past usage, and its machines without a
 * meter, because fees per machine are due for them too.
 * @param running current month, `YYYY-MM`; without meters, the simulation covers the twelve months before it
 */
export function draftFacts(
  { zone, currency, machines }: Pick<DraftValues, 'zone' | 'currency' | 'machines'>,
  meters: readonly SimulatedMeter[],
  histories: readonly UsageHistory[],
  running: string,
): Omit<Simulation, 'plans'> {
  const facts = describeFacts(meters, histories, { zone, currency });
  const months =
    facts.months.length > 0
      ? facts.months
      : Array.from({ length: MONTHS }, (_, index) => ({
          month: monthAfter(running, index - MONTHS),
          usage: [],
        }));
  const metered = new Set(facts.counters.map(({ machineId }) => machineId));
  const others = [...new Set(machines.map(({ machineId }) => machineId))].filter((id) => !metered.has(id));
  // A simulation needs at least one counter. A contract without machines and meters gets one without usage.
  const unmetered = others.length === 0 && meters.length === 0 ? [{ id: NO_MACHINE, machineId: null }] : [];
  const idle = [...others.map((id) => ({ id, machineId: id })), ...unmetered];
  return {
    ...facts,
    counters: [...facts.counters, ...idle.map((one) => ({ ...one, name: '', unit: '1', deducts: false }))],
    months: months.map(({ month, usage }) => ({
      month,
      usage: [...usage, ...idle.map(({ id }) => ({ counterId: id, quantity: '0' }))],
    })),
  };
}

const NO_MACHINE = '00000000-0000-4000-8000-000000000000';

/** Body of the simulation. A fee that applies to specific machines keeps them. */
export function toSimulation(
  facts: Omit<Simulation, 'plans'>,
  charges: readonly ChargeValues[],
  name: string,
): Simulation {
  const known = new Set(facts.counters.map(({ machineId }) => machineId));
  return {
    ...facts,
    plans: [
      {
        name,
        charges: charges.map((charge) =>
          toChargeTerms({
            ...charge,
            // The row identifies the charge in the response.
            key: charge.row,
            machineIds: charge.machineIds.filter((id) => known.has(id)),
            // Credits are used up by usage that this simulation does not include.
            prepaid: { ...charge.prepaid, sells: false },
            dueOn: '',
          }),
        ),
      },
    ],
  };
}

/** Returns true if no meter has a quantity in any month, so that nothing can be computed from readings. */
export const hasNoReadings = (histories: readonly UsageHistory[]): boolean =>
  histories.length > 0 && histories.every(({ months }) => months.every(({ quantity }) => quantity === null));
