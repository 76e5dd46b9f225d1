import type { BillingRunView, RunResultView } from '#billing';
import { toAmount } from './invoice-views.js';
import type { BillingRunDto, RunResultDto } from './billing-runs.dto.js';

export function toBillingRunDto({ totals, corrections, ...run }: BillingRunView): BillingRunDto {
  return {
    ...run,
    totals: totals.map(({ outcome, contracts, currency, totalMinor }) => ({
      outcome,
      contracts,
      total: toAmount(totalMinor, currency),
    })),
    corrections: corrections.map(({ currency, count, totalMinor }) => ({
      count,
      total: toAmount(totalMinor, currency),
    })),
  };
}

export function toRunResultDto({
  currency,
  totalMinor,
  reasons,
  corrections,
  correctedMinor,
  ...result
}: RunResultView): RunResultDto {
  return {
    ...result,
    reasons: reasons.map(({ code, params }) => ({ code, params: { ...params } })),
    total: totalMinor === null ? null : toAmount(totalMinor, currency),
    corrections: corrections === 0 ? null : { count: corrections, total: toAmount(correctedMinor, currency) },
  };
}
