import { applyDelta, type ContractContent, type Pricing, type SignedAmendment } from '#contracts/domain';
import { hasSamePrices, copyPrices } from '#pricing/domain';

/** The agreed prices of a charge, in the form of its current terms. */
export interface AgreedPrices {
  /** The first day of these prices. */
  readonly since: string;
  readonly pricing: Pricing;
}

/**
 * Returns the prices that an index adjustment multiplies, by charge key. Adjustments multiply the first agreed prices,
 * never the results of other adjustments. A price that was agreed in an amendment is indexed from its own first day.
 * @param day the day of the adjustment
 */
export function agreedPrices(
  base: ContractContent,
  amendments: readonly SignedAmendment[],
  day: string,
): ReadonlyMap<string, AgreedPrices> {
  const ordered = amendments
    .filter(({ effectiveOn }) => effectiveOn <= day)
    .sort((a, b) => compare(a.effectiveOn, b.effectiveOn) || a.number - b.number);
  let content = base;
  let agreed = new Map<string, AgreedPrices>(
    base.charges.map(({ key, pricing }) => [key, { since: base.startsOn, pricing }]),
  );
  for (const { effectiveOn, changes, stepOn } of ordered) {
    const before = new Map(content.charges.map(({ key, pricing }) => [key, pricing]));
    const known = agreed;
    content = applyDelta(content, changes, effectiveOn);
    agreed = new Map(
      content.charges.map(({ key, pricing }) => {
        const [previous, first] = [before.get(key), known.get(key)];
        const isUnchanged = previous && first && (stepOn || hasSamePrices(previous, pricing));
        return [
          key,
          isUnchanged
            ? { ...first, pricing: copyPrices(pricing, first.pricing) }
            : { since: effectiveOn, pricing },
        ];
      }),
    );
  }
  return agreed;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
