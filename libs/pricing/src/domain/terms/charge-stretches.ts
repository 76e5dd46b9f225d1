import type { AgreedMinimum, AgreedPerformance, ChargeFields, Pricing, Tier } from '#contracts/domain';
import { canonicalJson } from '#platform/domain';

/** What a contract charges from a day on, until the next version. */
export interface ChargesFrom {
  /** `YYYY-MM-DD`; the first version is also that of all days before. */
  readonly from: string;
  readonly charges: readonly ChargeFields[];
  /** What is due at least of a whole month; absent where nothing is. */
  readonly minimum?: AgreedMinimum | null;
  /** What is promised and judged; absent where nothing is. */
  readonly performance?: readonly AgreedPerformance[];
  /** Numbers of the amendments that took effect on that day; absent where nothing was signed. */
  readonly amendments?: readonly number[];
}

/** A charge as it is agreed for the days [from, to); null: since ever, and without an end. */
export interface ChargeStretch {
  readonly from: string | null;
  readonly to: string | null;
  readonly charge: ChargeFields;
}

/** Stretches that follow each other and are told by one counter: they differ in prices and texts, and in what they count. */
export type ChargeEra = readonly ChargeStretch[];

/**
 * Each charge of a contract in the course of time, in the order of the invoice: that of the last version, and then those that are no
 * more.
 */
export function chargesInTime(versions: readonly ChargesFrom[]): (readonly ChargeStretch[])[] {
  const keys = new Set([...versions].reverse().flatMap(({ charges }) => charges.map(({ key }) => key)));
  return [...keys].map((key) =>
    versions.flatMap(({ from, charges }, index) => {
      const charge = charges.find((one) => one.key === key);
      const to = versions[index + 1]?.from ?? null;
      return charge ? [{ from: index === 0 ? null : from, to, charge }] : [];
    }),
  );
}

/**
 * The stretches of a charge by the counters that they share. Other prices alone let a counter go on; another structure, or days
 * without the charge, begin it anew (docs/rules/rating.md#change-inside-a-period).
 */
export function erasOf(stretches: readonly ChargeStretch[]): ChargeEra[] {
  const eras: ChargeStretch[][] = [];
  for (const stretch of stretches) {
    const last = eras.at(-1)?.at(-1);
    if (last && last.to === stretch.from && countsOn(last.charge, stretch.charge)) eras.at(-1)!.push(stretch);
    else eras.push([stretch]);
  }
  return eras;
}

/** Stretches with neighbours of the same terms joined: what they count may differ. */
export function joinSameTerms(stretches: readonly ChargeStretch[]): ChargeStretch[] {
  const joined: ChargeStretch[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    if (last && last.to === stretch.from && termsText(last.charge) === termsText(stretch.charge))
      joined[joined.length - 1] = { ...stretch, from: last.from };
    else joined.push(stretch);
  }
  return joined;
}

/** Fields that say what a unit costs; all others say what is counted and how. */
const PRICES = [
  'amount',
  'unitPrice',
  'packagePrice',
  'multiplier',
  'ratePercent',
  'fixedPerEvent',
  'discountPercent',
  'shortfallPrice',
] as const satisfies readonly (keyof Pricing)[];
const TIER_PRICES = ['unitPrice', 'flatFee', 'ratePercent'] as const satisfies readonly (keyof Tier)[];

function countsOn(a: ChargeFields, b: ChargeFields): boolean {
  // Bands settle a year as a whole, and a commitment is priced as a whole.
  const isWhole = a.pricing.model === 'hour_bands' || Boolean(a.pricing.commitment);
  if (isWhole) return canonicalJson([a.countsBy, a.pricing]) === canonicalJson([b.countsBy, b.pricing]);
  return structureText(a) === structureText(b);
}

function structureText({ countsBy, pricing }: ChargeFields): string {
  const tiers = pricing.tiers?.map((tier) => without(tier, TIER_PRICES)) ?? null;
  return canonicalJson([countsBy, { ...without(pricing, PRICES), tiers }]);
}

function termsText({ nameI18n, clause, due, dueOn, countsBy, perMachine, pricing }: ChargeFields): string {
  return canonicalJson([nameI18n, clause, due, dueOn, countsBy, perMachine, without(pricing, [])]);
}

/** What is left out, and null, say nothing. */
function without(terms: object, fields: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(terms).filter(
      ([field, value]) => !fields.includes(field) && value !== null && value !== undefined,
    ),
  );
}

export const laterDay = (a: string | null, b: string): string => (a !== null && a > b ? a : b);
export const earlierDay = (a: string | null, b: string): string => (a !== null && a < b ? a : b);
