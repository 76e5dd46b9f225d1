import { Exact } from '#platform/domain';
import type { MeterRule } from '../usage/meter-rule.js';

/** Decimals with which quantities are kept. Anyone who recomputes one rounds to as many, half up. */
export const QUANTITY_DECIMALS = 12;

/** The first version of the rules that adds steps up exactly and rounds what they come to; before it each step was rounded. */
const EXACT_SINCE = 6;

/**
 * The unit in which a meter's steps are added up. A level brings its value times milliseconds, which is exact where a quotient would
 * have no end of decimals, so a sum is divided and rounded once, whatever the number of its steps.
 */
export class StepScale {
  private readonly factor: Exact | null;
  private readonly isExact: boolean;

  /**
   * @param rule `factor` is what a unit of the readings is in units of the quantity; `version` is that of the rules
   * @param per how many units of a step make one of the readings: milliseconds of an hour for a level, one for a counter
   */
  constructor(
    rule: Pick<MeterRule, 'factor' | 'version'>,
    private readonly per: number = 1,
  ) {
    this.factor = rule.factor === null || rule.factor === undefined ? null : new Exact(rule.factor);
    this.isExact = roundsOnce(rule);
  }

  /** What a step read, in the unit in which steps are added up. */
  toSteps(read: Exact): Exact {
    if (this.isExact) return this.factor === null ? read : read.times(this.factor);
    const quantity = this.per === 1 ? read : roundKept(read.div(this.per));
    return this.factor === null ? quantity : roundKept(quantity.times(this.factor));
  }

  /** A quantity in the unit in which steps are added up. */
  fromQuantity(quantity: Exact): Exact {
    return this.isExact ? quantity.times(this.per) : quantity;
  }

  /** Returns the quantity of steps without rounding it: a preview rounds by the rule of its meter. */
  toUnrounded(steps: Exact): Exact {
    return this.per === 1 ? steps : steps.div(this.per);
  }

  /** What steps come to, rounded to the decimals with which quantities are kept. */
  toQuantity(steps: Exact): Exact {
    return this.isExact ? roundKept(steps.div(this.per)) : steps;
  }
}

/** Whether a usage is rounded once, and not step by step as by earlier versions of the rules. */
export function roundsOnce({ version = EXACT_SINCE }: Pick<MeterRule, 'version'>): boolean {
  return version >= EXACT_SINCE;
}

/** Rounds to the decimals with which quantities are kept, half up. */
export function roundKept(quantity: Exact): Exact {
  return quantity.toDecimalPlaces(QUANTITY_DECIMALS, Exact.ROUND_HALF_UP);
}
