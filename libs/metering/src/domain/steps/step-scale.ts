import { Exact } from '#platform/domain';
import type { MeterRule } from '../usage/meter-rule.js';

/** The number of decimals stored for quantities. Recalculations round to the same number, half up. */
export const QUANTITY_DECIMALS = 12;

/** The first version of the rules that sums steps exactly and rounds the sum; earlier versions rounded each step. */
const EXACT_SINCE = 6;

/**
 * The unit in which a meter's steps are summed. A level contributes its value times milliseconds, which is exact where
 * a quotient would have infinitely many decimals. The sum is divided and rounded once, whatever the number of its
 * steps.
 */
export class StepScale {
  private readonly factor: Exact | null;
  private readonly isExact: boolean;

  /**
   * @param rule `factor` converts a unit of the readings to the quantity's unit; `version` is that of the rules
   * @param per the number of step units per unit of the readings: milliseconds of an hour for a level, one for a
   * counter
   */
  constructor(
    rule: Pick<MeterRule, 'factor' | 'version'>,
    private readonly per: number = 1,
  ) {
    this.factor = rule.factor === null || rule.factor === undefined ? null : new Exact(rule.factor);
    this.isExact = roundsOnce(rule);
  }

  /** Converts a step's reading to the unit in which steps are summed. */
  toSteps(read: Exact): Exact {
    if (this.isExact) return this.factor === null ? read : read.times(this.factor);
    const quantity = this.per === 1 ? read : roundKept(read.div(this.per));
    return this.factor === null ? quantity : roundKept(quantity.times(this.factor));
  }

  /** Converts a quantity to the unit in which steps are summed. */
  fromQuantity(quantity: Exact): Exact {
    return this.isExact ? quantity.times(this.per) : quantity;
  }

  /** Returns the quantity of steps without rounding it, because a preview rounds by its meter's rule. */
  toUnrounded(steps: Exact): Exact {
    return this.per === 1 ? steps : steps.div(this.per);
  }

  /** The quantity of steps, rounded to the decimals of stored quantities. */
  toQuantity(steps: Exact): Exact {
    return this.isExact ? roundKept(steps.div(this.per)) : steps;
  }
}

/** Whether a usage is rounded once instead of step by step as in earlier versions of the rules. */
export function roundsOnce({ version = EXACT_SINCE }: Pick<MeterRule, 'version'>): boolean {
  return version >= EXACT_SINCE;
}

/** Rounds to the decimals of stored quantities, half up. */
export function roundKept(quantity: Exact): Exact {
  return quantity.toDecimalPlaces(QUANTITY_DECIMALS, Exact.ROUND_HALF_UP);
}
