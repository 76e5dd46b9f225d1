import { asAmount } from '#contracts/domain';
import { type AmountPrecision, assertNoFaults, Exact } from '#platform/domain';

/** Terms of an instalment that follows the use of the machine. Decimals are strings. */
export interface InstalmentTerm {
  /** Instalment at 100% utilization. */
  readonly regular: string;
  /** Lower limit: a factor of the regular instalment, such as 0.5, or an amount above 1. */
  readonly floor?: string | null | undefined;
  /**
   * Upper limit: a factor such as 1.2, or an amount that is at least the regular instalment. Both limits are factors,
   * or both are amounts.
   */
  readonly ceiling?: string | null | undefined;
}

export interface InstalmentFacts {
  /** Utilization of each period, in percent. */
  readonly utilisationPercent: readonly string[];
}

export interface InstalmentResult {
  /** One instalment for each period. */
  readonly instalments: readonly string[];
}

/**
 * Calculates instalments in proportion to utilization, within the agreed limits
 * (docs/rules/receivables.md#usage-linked-instalments).
 * @throws DomainError receivables.term_invalid
 */
export function adjustInstalments(
  term: InstalmentTerm,
  { utilisationPercent }: InstalmentFacts,
  precision: AmountPrecision,
): InstalmentResult {
  const regular = new Exact(term.regular);
  const { floor, ceiling } = limitsOf(term);
  return {
    instalments: utilisationPercent.map((percent) => {
      const proportional = regular.times(percent).div(100);
      const capped = ceiling ? Exact.min(proportional, ceiling) : proportional;
      return asAmount(floor ? Exact.max(capped, floor) : capped, precision);
    }),
  };
}

interface Limits {
  readonly floor: Exact | null;
  readonly ceiling: Exact | null;
}

/**
 * Returns the limits as amounts.
 * @throws DomainError receivables.term_invalid if the regular instalment is outside the limits
 */
function limitsOf({ regular, floor, ceiling }: InstalmentTerm): Limits {
  const base = new Exact(regular);
  const agreed = { floor: toExact(floor), ceiling: toExact(ceiling) };
  const areAmounts = agreed.floor?.gt(1) === true || agreed.ceiling?.gte(base) === true;
  const unit = areAmounts ? new Exact(1) : base;
  const limits = {
    floor: agreed.floor?.times(unit) ?? null,
    ceiling: agreed.ceiling?.times(unit) ?? null,
  };
  const outside = [
    ...(limits.floor?.gt(base) ? ['/term/floor'] : []),
    ...(limits.ceiling?.lt(base) ? ['/term/ceiling'] : []),
  ];
  assertNoFaults(
    'receivables.term_invalid',
    outside.map((pointer) => ({
      pointer,
      code: 'receivables.limits_exclude_regular',
      params: { regular },
    })),
  );
  return limits;
}

const toExact = (limit: string | null | undefined): Exact | null =>
  limit === null || limit === undefined ? null : new Exact(limit);
