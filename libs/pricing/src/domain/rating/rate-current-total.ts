import { type AmountPrecision, assertNoFaults, Exact } from '#platform/domain';
import type { ChargeInTime } from './charge-in-time.js';
import { checkPricing } from './check-pricing.js';
import { rateCharge, type RatedCharge } from './rate-charge.js';
import { clearLine, isAnyNonZero, type RatedLine } from './rated-line.js';
import type { UsageOfCharge } from './rating-run.js';
import { countPassedThresholds } from './thresholds.js';
import { toFact } from './usage.js';

const ZERO = new Exact(0);

/**
 * Calculates the current total of a charge from all known usage of its period, regardless of what was billed before.
 * `rateRuns` returns the differences between runs.
 * @param usage the usage of this charge only
 * @param interimRuns the number of interim runs of the period until now, each with an instalment of a minimum
 * @throws DomainError `billing.pricing_invalid` with the invalid positions, `billing.beyond_last_tier`
 */
export function rateCurrentTotal(
  charge: ChargeInTime,
  usage: readonly UsageOfCharge[],
  { isFinal, interimRuns = 0 }: { readonly isFinal: boolean; readonly interimRuns?: number },
  currency: AmountPrecision,
): RatedCharge {
  assertNoFaults('billing.pricing_invalid', checkPricing([charge], [{ usage }]));
  const facts = usage.map((one) => toFact(one, undefined));
  const moment = { final: isFinal, settled: isFinal, contractMonth: 1, interimRuns };
  const rated = rateCharge(charge, facts, moment, currency);
  // With thresholds, no amount is billed before the first threshold is passed or the final run takes place.
  if (!isFinal && charge.thresholds?.length && countPassedThresholds(charge, rated.lines) === 0)
    return { ...rated, lines: [], gross: ZERO, discount: ZERO, capDiscount: ZERO };
  const isSetOff = isFinal && rated.lines.every(({ component }) => component !== 'instalment');
  if (!charge.minInstalments || interimRuns === 0 || !isSetOff) return rated;
  const interim = rateCharge(charge, facts, { ...moment, final: false, settled: false }, currency);
  // Usage and the shortfall replace the instalments, which must be zero so that billed instalments are credited.
  const instalments = interim.lines.filter(({ component }) => component === 'instalment').map(clearLine);
  return { ...rated, lines: [...instalments, ...rated.lines.filter(isOnHoldOrNonZero)] };
}

const isOnHoldOrNonZero = ({ quantity, exact, amount, committed }: RatedLine): boolean =>
  amount === null ||
  isAnyNonZero([quantity, exact, amount, committed?.used, committed?.overage, committed?.trueUp]);
