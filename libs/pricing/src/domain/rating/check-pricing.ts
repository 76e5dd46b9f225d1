import { type Charge, checkPricingTerms } from '#contracts/domain';
import { type ErrorParams, Exact, type FieldFault } from '#platform/domain';
import type { RatingRun } from './rating-run.js';
import { partAndMachineOf } from './usage.js';

/** Returns all errors that prevent pricing, each with its path in the input. */
export function checkPricing(charges: readonly Charge[], runs: readonly RatingRun[]): FieldFault[] {
  return [
    ...charges.flatMap((charge, index) => checkPricingTerms(charge, `/charges/${index}`)),
    ...charges.flatMap((charge, index) =>
      charges.findIndex(({ key }) => key === charge.key) < index
        ? [{ pointer: `/charges/${index}/key`, code: 'contracts.charge_twice' }]
        : [],
    ),
    ...runs.flatMap((run, index) => checkRun(run, charges, `/runs/${index}`)),
    ...(countEvents(runs) > MAX_EVENTS ? [fault('/runs', 'too_many_events', { most: MAX_EVENTS })] : []),
  ];
}

/** Limits the amount of work: each event is priced separately, and again in every later part and run. */
const MAX_EVENTS = 5000;

const fault = (pointer: string, code: string, params?: ErrorParams): FieldFault => ({
  pointer,
  code: `billing.${code}`,
  ...(params && { params }),
});

function countEvents(runs: readonly RatingRun[]): number {
  return runs
    .flatMap(({ usage }) => usage ?? [])
    .reduce((count, { events }) => count + (events?.length ?? 0), 0);
}

const isNegative = (value: Exact | string | null | undefined): boolean =>
  value !== null && value !== undefined && new Exact(value).lt(0);

function checkRun({ usage }: RatingRun, charges: readonly Charge[], at: string): FieldFault[] {
  const seen = new Set<string>();
  return (usage ?? []).flatMap((each, index) => {
    const pointerOfUsage = `${at}/usage/${index}`;
    const { part, machine } = partAndMachineOf(each);
    const key = JSON.stringify([each.charge, part, machine]);
    const isTwice = seen.has(key);
    seen.add(key);
    return [
      ...(charges.every((charge) => charge.key !== each.charge)
        ? [fault(`${pointerOfUsage}/charge`, 'charge_unknown')]
        : []),
      ...(isTwice ? [fault(pointerOfUsage, 'usage_twice')] : []),
      ...(each.quantity === undefined && !each.events
        ? [fault(`${pointerOfUsage}/quantity`, 'value_missing')]
        : []),
      ...(each.events && each.quantity !== undefined
        ? [fault(`${pointerOfUsage}/events`, 'usage_ambiguous')]
        : []),
      ...(isNegative(each.quantity) ? [fault(`${pointerOfUsage}/quantity`, 'value_negative')] : []),
      ...(each.events ?? []).flatMap((event, position) =>
        isNegative(event) ? [fault(`${pointerOfUsage}/events/${position}`, 'value_negative')] : [],
      ),
    ];
  });
}
