/** What a plan's prices are made of, as its maker names it. */
export type PlanStructure = string;

/** What must be priced for a structure to be billed. */
interface RatedStructure {
  readonly base: 'required' | 'none';
  readonly usage: 'required' | 'none';
}

/**
 * The structures that base lines, usage lines (included quantity and overage) and kit lines express exactly. Any other
 * (graduated tiers, hour bands, yearly fees) is kept with its terms and shown, and not billed: a wrong number would be worse
 * than none.
 */
const RATED: Readonly<Record<PlanStructure, RatedStructure>> = {
  'base+included+overage': { base: 'required', usage: 'required' },
  per_unit: { base: 'none', usage: 'required' },
  kits_shipped_before_due_hours: { base: 'required', usage: 'none' },
};

/** Whether contracts of this structure can be billed. */
export function isRated(structure: PlanStructure): boolean {
  return Object.hasOwn(RATED, structure);
}

/** The kinds of price that a contract of this structure must have before it can be active; none for one that isn't billed. */
export function requiredPrices(structure: PlanStructure): ('base' | 'usage')[] {
  const rated = RATED[structure];
  return rated === undefined ? [] : (['base', 'usage'] as const).filter((kind) => rated[kind] === 'required');
}

/** The kinds of price that a contract of this structure can't have. */
export function excludedPrices(structure: PlanStructure): ('base' | 'usage')[] {
  const rated = RATED[structure];
  return rated === undefined ? [] : (['base', 'usage'] as const).filter((kind) => rated[kind] === 'none');
}
