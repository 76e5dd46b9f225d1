import { Exact, sumOf } from '#platform/domain';
import type { UsageOfCharge } from './rating-run.js';

/** One statement of usage, ready to be rated. */
export interface UsageFact {
  readonly part: string;
  readonly machine: string | null;
  /** What is known; of a held quantity what was known of it before, zero at first. */
  readonly quantity: Exact;
  /** The amounts of single events; the quantity is one of them where no events are told. */
  readonly events: readonly Exact[];
  readonly held: boolean;
  /** Whether its quantity is, or ever was, known. */
  readonly known: boolean;
}

const FIRST_PART = '1';

/** `2` before `10`: parts are the periods' names, or their numbers. */
const NATURAL = new Intl.Collator('en', { numeric: true });

/** Which of two parts comes first: `2` before `10`. */
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

/** A held quantity (null) stays what it was: what is billed of it already is not taken back, and nothing is added. */
export function toFact(usage: UsageOfCharge, before: UsageFact | undefined): UsageFact {
  const { part, machine } = placeOf(usage);
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

export function placeOf({ part, machine }: UsageOfCharge): Pick<UsageFact, 'part' | 'machine'> {
  return { part: part ?? FIRST_PART, machine: machine ?? null };
}
