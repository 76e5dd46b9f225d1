import { type Pricing, shareAllowance } from '#contracts/domain';
import { canonicalJson } from '#platform/domain';
import type { ChargeEra } from '#pricing/domain';
import { type Counter, type DaysOfPeriod, daysWithin } from './counter.js';

/** Days of a month or contract year on which certain terms of a charge apply. They are rated separately. */
export interface AllowancePart extends DaysOfPeriod {
  readonly era: ChargeEra;
}

/**
 * Finds the parts of a rated period's month or year that have a common included quantity, in chronological order: the
 * part with the rated period's own terms, and parts with other terms of the charge but the same allowance
 * (docs/rules/rating.md#change-inside-a-period). Parts with a different allowance are rounded down separately.
 * @param eras all eras of the charge
 */
export function partsOfAllowance(
  era: ChargeEra,
  { whole }: Pick<Counter, 'whole'>,
  eras: readonly ChargeEra[],
): AllowancePart[] {
  const own = allowanceText(era);
  return eras
    .filter((one) => allowanceText(one) === own)
    .flatMap((one) => {
      const days = daysWithin(whole, { from: one[0]!.from, to: one.at(-1)!.to });
      return days ? [{ ...days, era: one }] : [];
    });
}

/**
 * Returns the quantity included in the part that begins on a day.
 * @param included decimal, for the whole period
 * @param parts the parts with their shares of the period, including the part that begins on that day
 */
export function includedFrom(
  from: string,
  included: string,
  parts: readonly Pick<AllowancePart, 'from' | 'share'>[],
): string {
  const used = parts.map(({ share }) => share.used);
  const index = parts.findIndex((part) => part.from === from);
  return shareAllowance(included, used, parts[index]!.share.of)[index]!;
}

function allowanceText(era: ChargeEra): string {
  const { countsBy, pricing } = era.at(-1)!.charge;
  const { pooling, convert, includedQuantity, includedQuantityPerMachine, freeUnits }: Pricing = pricing;
  return canonicalJson([
    countsBy,
    pooling === 'per_machine',
    convert ?? null,
    includedQuantity ?? null,
    includedQuantityPerMachine ?? null,
    freeUnits ?? null,
  ]);
}
