import { keepPreviousData, skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { request } from '../../../api/transport.js';
import type { MeterPast, Simulation, SimulationOutcome } from '../../../api/types.js';
import { useSettled } from '../../../ui/forms/use-settled.js';
import { type MeterOnPage, type PlanOnPage, toSimulatedPlan } from '../plans/simulated-plan.js';

const SETTLED_MS = 250;

/** Converts usage that is already loaded to the facts of `POST /pricing/simulation`. */
export function describeFacts(
  counters: readonly MeterOnPage[],
  pasts: readonly MeterPast[],
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
    months: months.map((month, place) => ({
      month,
      usage: counters.map(({ id }, index) => ({
        counterId: id,
        quantity: pasts[index]!.months[place]!.quantity,
        heldQuantity: pasts[index]!.months[place]!.heldQuantity,
      })),
    })),
  };
}

/** Amounts that the plans on the page would have billed. The previous result stays while a new one is loading. */
export function useSimulation(
  facts: Omit<Simulation, 'plans'> | undefined,
  plans: readonly PlanOnPage[],
  counters: readonly MeterOnPage[],
  usagePercent: number,
): UseQueryResult<SimulationOutcome> {
  const described = useSettled<Simulation | null>(
    facts === undefined || plans.length === 0
      ? null
      : {
          ...facts,
          usagePercent: String(usagePercent),
          plans: plans.map((plan) => toSimulatedPlan(plan, counters)),
        },
    SETTLED_MS,
  );
  return useQuery({
    queryKey: ['simulation', described],
    queryFn:
      described === null
        ? skipToken
        : ({ signal }) => request('POST', '/pricing/simulation', { body: described, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
}
