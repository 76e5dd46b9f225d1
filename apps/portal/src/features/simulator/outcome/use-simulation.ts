import { keepPreviousData, skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { request } from '../../../api/transport.js';
import type { UsageHistory, Simulation, SimulationOutcome } from '../../../api/types.js';
import { useDebouncedContent } from '../../../ui/forms/use-debounced-content.js';
import { type SimulatedMeter, type UnsavedPlan, toSimulatedPlan } from '../plans/simulated-plan.js';

const DEBOUNCE_MS = 250;

/** Converts usage that is already loaded to the facts of `POST /pricing/simulation`. */
export function describeFacts(
  counters: readonly SimulatedMeter[],
  pasts: readonly UsageHistory[],
  { zone, currency }: { readonly zone: string; readonly currency: string },
): Omit<Simulation, 'plans'> {
  const months = pasts[0]?.months.map(({ month }) => month) ?? [];
  return {
    currency,
    zone,
    counters: counters.map(({ id, deducts }, index) => {
      const { machineId, serial, code, unit } = pasts[index]!;
      return { id, machineId, name: serial ?? code, unit, deducts };
    }),
    months: months.map((month, monthIndex) => ({
      month,
      usage: counters.map(({ id }, index) => ({
        counterId: id,
        quantity: pasts[index]!.months[monthIndex]!.quantity,
        heldQuantity: pasts[index]!.months[monthIndex]!.heldQuantity,
      })),
    })),
  };
}

/** Amounts that the plans on the page would have billed. */
export function useSimulation(
  facts: Omit<Simulation, 'plans'> | undefined,
  plans: readonly UnsavedPlan[],
  counters: readonly SimulatedMeter[],
  usagePercent: number,
): UseQueryResult<SimulationOutcome> {
  const described = useDebouncedContent<Simulation | null>(
    facts === undefined || plans.length === 0
      ? null
      : {
          ...facts,
          usagePercent: String(usagePercent),
          plans: plans.map((plan) => toSimulatedPlan(plan, counters)),
        },
    DEBOUNCE_MS,
  );
  return useOutcome(described);
}

/** Requests the outcome of a simulation; none for null. The previous outcome stays while a new one is loading. */
export function useOutcome(simulation: Simulation | null): UseQueryResult<SimulationOutcome> {
  return useQuery({
    queryKey: ['simulation', simulation],
    queryFn:
      simulation === null
        ? skipToken
        : ({ signal }) => request('POST', '/pricing/simulation', { body: simulation, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
}
