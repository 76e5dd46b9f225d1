import type { Charge } from '#contracts/domain';
import { sumOf } from '#platform/domain';
import type { RatedLine } from './rated-line.js';

/** Counts the billing thresholds of a charge that the sum of its lines reaches. */
export function countPassedThresholds(
  { thresholds }: Pick<Charge, 'thresholds'>,
  lines: readonly Pick<RatedLine, 'amount'>[],
): number {
  const amount = sumOf(lines, (line) => line.amount ?? 0);
  return (thresholds ?? []).filter((threshold) => amount.gte(threshold)).length;
}
