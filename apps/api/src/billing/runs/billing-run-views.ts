import type { BillingRunView, ContractResultView, RunResultView } from '#billing';
import { toAmount } from '../invoices/invoice-views.js';
import type { BillingRunDto, ContractResultDto, RunResultDto } from './billing-runs.dto.js';

export function toBillingRunDto({ totals, corrections, ...run }: BillingRunView): BillingRunDto {
  return {
    ...run,
    totals: totals.map(({ currency, totalMinor, atStakeMinor, ...counts }) => ({
      ...counts,
      total: toAmount(totalMinor, currency),
      atStake: toAmount(atStakeMinor, currency),
    })),
    corrections: corrections.map(({ currency, count, totalMinor }) => ({
      count,
      total: toAmount(totalMinor, currency),
    })),
  };
}

export function toRunResultDto({ together, ...result }: RunResultView): RunResultDto {
  const { currency } = result;
  return {
    ...toContractResult(result),
    together: together && {
      outcome: together.outcome,
      heldLines: together.heldLines,
      ...amountsOf(currency, together),
      contracts: together.contracts.map(toContractResult),
    },
  };
}

function toContractResult({
  currency,
  totalMinor,
  reasons,
  corrections,
  correctedMinor,
  ...result
}: ContractResultView): ContractResultDto {
  return {
    ...result,
    reasons: reasons.map(({ code, params }) => ({ code, params: { ...params } })),
    ...amountsOf(currency, { totalMinor, corrections, correctedMinor }),
  };
}

function amountsOf(
  currency: string,
  {
    totalMinor,
    corrections,
    correctedMinor,
  }: Pick<ContractResultView, 'totalMinor' | 'corrections' | 'correctedMinor'>,
) {
  return {
    total: totalMinor === null ? null : toAmount(totalMinor, currency),
    corrections: corrections === 0 ? null : { count: corrections, total: toAmount(correctedMinor, currency) },
  };
}
