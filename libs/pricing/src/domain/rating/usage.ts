import { Exact, sumOf } from '#platform/domain';
import type { UsageOfCharge } from './rating-run.js';

/** Usage prepared for rating. */
export interface UsageFact {
  readonly part: string;
  readonly machine: string | null;
  /** Known quantity. For a quantity on hold, the last known quantity, or zero if there is none. */
  readonly quantity: Exact;
  /** Amounts of single events; without events, the quantity is the only amount. */
  readonly events: readonly Exact[];
  readonly held: boolean;
  /** True if the quantity is known now, or was known before it was put on hold. */
  readonly known: boolean;
}

const FIRST_PART = '1';

/** Sorts `2` before `10`: parts are names of periods, or numbers. */
const NATURAL = new Intl.Collator('en', { numeric: true });

/** Compares two parts in natural order: `2` before `10`. */
export function compareParts(a: string, b: string): number {
  return NATURAL.compare(a, b);
}

export function partsOf(facts: readonly UsageFact[]): string[] {
  const parts = [...new Set(facts.map(({ part }) => part))];
  return parts.length === 0 ? [FIRST_PART] : parts.sort(compareParts);
}

export function machinesOf(facts: readonly UsageFact[]): (string | null)[] {
  return [...new Set(facts.map(({ machine }) => machine))];
}

export function quantityOf(facts: readonly UsageFact[]): Exact {
  return sumOf(facts, ({ quantity }) => quantity);
}

/**
 * Prepares usage for rating. A quantity on hold (null) keeps its last known value, so that billed amounts are neither
 * reversed nor increased.
 */
export function toFact(usage: UsageOfCharge, before: UsageFact | undefined): UsageFact {
  const { part, machine } = partAndMachineOf(usage);
  if (usage.events) {
    const events = usage.events.map((event) => new Exact(event));
    return { part, machine, events, quantity: sumOf(events), held: false, known: true };
  }
  if (usage.quantity === null || usage.quantity === undefined)
    return {
      part,
      machine,
      quantity: before?.quantity ?? new Exact(0),
      events: before?.events ?? [],
      held: true,
      known: before?.known ?? false,
    };
  const quantity = new Exact(usage.quantity);
  return { part, machine, quantity, events: quantity.isZero() ? [] : [quantity], held: false, known: true };
}

export function partAndMachineOf({ part, machine }: UsageOfCharge): Pick<UsageFact, 'part' | 'machine'> {
  return { part: part ?? FIRST_PART, machine: machine ?? null };
}
