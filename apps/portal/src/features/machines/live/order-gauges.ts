import type { Live, Signal } from '../../../api/types.js';

/**
 * Orders a machine's gauges: those with an alarm, then those with limits, then the others, each group in the model's
 * order. Values do not affect the order, so that tiles never move while they are being used.
 */
export function orderGauges(
  values: Live['values'],
  signals: readonly Pick<Signal, 'key' | 'limits'>[],
  alarmed: readonly string[],
): string[] {
  const rankOf = (key: string): number => {
    const index = signals.findIndex((signal) => signal.key === key);
    const limits = signals[index]?.limits;
    const hasLimit = limits != null && Object.values(limits).some((limit) => limit !== null);
    return (alarmed.includes(key) ? 0 : hasLimit ? 1000 : 2000) + (index === -1 ? 999 : index);
  };
  return Object.entries(values)
    .filter(([, value]) => value.kind === 'gauge')
    .map(([key]) => key)
    .sort((a, b) => rankOf(a) - rankOf(b));
}
