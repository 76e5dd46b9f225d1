import type { AgreedMinimum, AgreedPerformance, ChargeFields, Pricing, Tier } from '#contracts/domain';
import { canonicalJson } from '#platform/domain';

/** The charges of a contract from a day until the next version. */
export interface ChargesFrom {
  /** `YYYY-MM-DD`; the first version also applies to all days before. */
  readonly from: string;
  readonly charges: readonly ChargeFields[];
  /** The minimum for a whole month; absent if there is none. */
  readonly minimum?: AgreedMinimum | null;
  /** Guarantees to evaluate; absent if there are none. */
  readonly performance?: readonly AgreedPerformance[];
  /** Numbers of the amendments that took effect on that day; absent if none were signed. */
  readonly amendments?: readonly number[];
}

/** A charge as agreed for the days [from, to); null means unbounded. */
export interface ChargeSegment {
  readonly from: string | null;
  readonly to: string | null;
  readonly charge: ChargeFields;
}

/** Consecutive segments that share an allowance and tiers. They can differ in prices, texts and meters. */
export type ChargeEra = readonly ChargeSegment[];

/**
 * Returns each charge of a contract over time, in the order of the invoice: charges of the last version first, then
 * charges that ended earlier.
 */
export function chargesInTime(versions: readonly ChargesFrom[]): (readonly ChargeSegment[])[] {
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
 * Groups the segments of a charge that share an allowance and tiers. If only prices change, counting continues. After a
 * change of structure, or days without the charge, counting starts from zero
 * (docs/rules/rating.md#change-inside-a-period).
 */
export function erasOf(segments: readonly ChargeSegment[]): ChargeEra[] {
  const eras: ChargeSegment[][] = [];
  for (const segment of segments) {
    const last = eras.at(-1)?.at(-1);
    if (last && last.to === segment.from && continuesCounter(last.charge, segment.charge))
      eras.at(-1)!.push(segment);
    else eras.push([segment]);
  }
  return eras;
}

/** Joins adjacent segments with the same terms; their meters can differ. */
export function joinSameTerms(segments: readonly ChargeSegment[]): ChargeSegment[] {
  const joined: ChargeSegment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (last && last.to === segment.from && termsText(last.charge) === termsText(segment.charge))
      joined[joined.length - 1] = { ...segment, from: last.from };
    else joined.push(segment);
  }
  return joined;
}

/** Fields that define prices; all other fields define the counted quantity. */
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

function continuesCounter(a: ChargeFields, b: ChargeFields): boolean {
  // Hour bands are billed for a year as a whole, and a commitment is priced as a whole.
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

/** Missing fields and null are equivalent. */
function without(terms: object, fields: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(terms).filter(
      ([field, value]) => !fields.includes(field) && value !== null && value !== undefined,
    ),
  );
}

export const laterDay = (a: string | null, b: string): string => (a !== null && a > b ? a : b);
export const earlierDay = (a: string | null, b: string): string => (a !== null && a < b ? a : b);
