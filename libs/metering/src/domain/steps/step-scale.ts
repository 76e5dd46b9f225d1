import { Exact } from '#platform/domain';
import type { MeterRule } from '../usage/meter-rule.js';

/** Number of decimals stored for quantities. Recalculations round half up to the same number. */
export const QUANTITY_DECIMALS = 12;

/** The first version of the rules that sums steps exactly and rounds the sum; earlier versions rounded each step. */
const EXACT_SINCE = 6;

/**
 * The unit in which a meter's steps are summed. A level contributes its value times milliseconds, which is exact,
 * while a quotient may have infinitely many decimals. The sum is divided and rounded once, regardless of the number of
 * steps.
 */
export class StepScale {
  private readonly factor: Exact | null;
  private readonly isExact: boolean;

  /**
   * @param rule `factor` converts a unit of the readings to the quantity's unit; `version` is the version of the rules
   * @param unitsPerReading the number of step units per unit of the readings: milliseconds of an hour for a level, one
   *   for a counter
   */
  constructor(
    rule: Pick<MeterRule, 'factor' | 'version'>,
    private readonly unitsPerReading: number = 1,
  ) {
    this.factor = rule.factor === null || rule.factor === undefined ? null : new Exact(rule.factor);
    this.isExact = roundsOnce(rule);
  }

  /** Converts a quantity in units of the readings to the unit in which steps are summed. */
  toSteps(reading: Exact): Exact {
    if (this.isExact) return this.factor === null ? reading : reading.times(this.factor);
    const quantity = this.unitsPerReading === 1 ? reading : roundStored(reading.div(this.unitsPerReading));
    return this.factor === null ? quantity : roundStored(quantity.times(this.factor));
  }

  /** Converts a quantity to the unit in which steps are summed. */
  fromQuantity(quantity: Exact): Exact {
    return this.isExact ? quantity.times(this.unitsPerReading) : quantity;
  }

  /** Returns the quantity of steps without rounding it, because a preview rounds by its meter's rule. */
  toUnrounded(steps: Exact): Exact {
    return this.unitsPerReading === 1 ? steps : steps.div(this.unitsPerReading);
  }

  /** Converts a sum of steps to a quantity, rounded to the decimals of stored quantities. */
  toQuantity(steps: Exact): Exact {
    return this.isExact ? roundStored(steps.div(this.unitsPerReading)) : steps;
  }
}

/** Returns true when usage is rounded once. Earlier versions of the rules rounded each step. */
export function roundsOnce({ version = EXACT_SINCE }: Pick<MeterRule, 'version'>): boolean {
  return version >= EXACT_SINCE;
}

/** Rounds to the decimals of stored quantities, half up. */
export function roundStored(quantity: Exact): Exact {
  return quantity.toDecimalPlaces(QUANTITY_DECIMALS, Exact.ROUND_HALF_UP);
}
