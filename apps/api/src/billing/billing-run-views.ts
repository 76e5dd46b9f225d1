import type { BillingRunView, RunResultView } from '#billing';
import { toAmount } from './invoice-views.js';
import type { BillingRunDto, RunResultDto } from './billing-runs.dto.js';

export function toBillingRunDto({ totals, ...run }: BillingRunView): BillingRunDto {
  return {
    ...run,
    totals: totals.map(({ outcome, contracts, currency, totalMinor }) => ({
      outcome,
      contracts,
      total: toAmount(totalMinor, currency),
    })),
  };
}

export function toRunResultDto({ currency, totalMinor, reasons, ...result }: RunResultView): RunResultDto {
  return {
    ...result,
    reasons: reasons.map(({ code, params }) => ({ code, params: { ...params } })),
    total: totalMinor === null ? null : toAmount(totalMinor, currency),
  };
}
