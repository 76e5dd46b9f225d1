import { asAmount, percentOf } from '#contracts/domain';
import { type AmountPrecision, assertNoFaults, Exact } from '#platform/domain';

/** Terms of the insurance of a shipment. Decimals are strings. */
export interface CargoCoverTerm {
  /**
   * Insured value in percent of the CIF value: either the addition to the CIF value, such as 10, or the whole insured
   * value, such as 110.
   */
  readonly upliftPercent?: string | null | undefined;
  /** Premium in percent of the insured value. */
  readonly ratePercent: string;
}

export interface CargoCoverFacts {
  /** Value of the goods with cost, insurance and freight. */
  readonly cif: string;
}

export interface CargoCoverResult {
  readonly insured: string;
  readonly premium: string;
}

/** Largest addition to the CIF value, and the smallest percentage that counts as the whole insured value. */
const MAX_ADDITION = 50;
const WHOLE = 100;

/**
 * Calculates the insured value and the premium of a shipment. The premium is charged on the rounded insured value
 * (docs/rules/receivables.md#cargo-cover).
 * @throws DomainError supply.cargo_cover_invalid
 */
export function priceCargoCover(
  { upliftPercent, ratePercent }: CargoCoverTerm,
  { cif }: CargoCoverFacts,
  precision: AmountPrecision,
): CargoCoverResult {
  const value = new Exact(cif);
  const insured = asAmount(percentOf(value, insuredPercent(upliftPercent ?? '0')), precision);
  return { insured, premium: asAmount(percentOf(new Exact(insured), new Exact(ratePercent)), precision) };
}

/** Returns the insured percentage of the CIF value. A value between the two notations is rejected as a typing error. */
function insuredPercent(upliftPercent: string): Exact {
  const uplift = new Exact(upliftPercent);
  if (uplift.gte(WHOLE)) return uplift;
  const isAddition = uplift.lte(MAX_ADDITION);
  assertNoFaults(
    'supply.cargo_cover_invalid',
    isAddition
      ? []
      : [
          {
            pointer: '/term/upliftPercent',
            code: 'supply.uplift_ambiguous',
            params: { maxAddition: MAX_ADDITION, minWhole: WHOLE },
          },
        ],
  );
  return uplift.plus(WHOLE);
}
