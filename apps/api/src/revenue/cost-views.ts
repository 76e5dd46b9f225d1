import { fromMinor, toMinor } from '#platform';
import { COST_COLUMNS, type CostView, type PreviewedCosts } from '#revenue';
import { toFilePreview } from '../imports/file-preview.js';
import type { CostDto, CostImportPreviewDto } from './costs.dto.js';

export function toCostDto({ amount, currency, contractMinor, ...cost }: CostView): CostDto {
  const { contract } = cost;
  return {
    ...cost,
    amount: { amount: withDecimals(amount, currency), currency },
    inContractCurrency: {
      amount: fromMinor(BigInt(contractMinor), contract.currency),
      currency: contract.currency,
    },
  };
}

/** Formats an amount with all decimals of its currency. Stored amounts never have more decimals. */
function withDecimals(amount: string, currency: string): string {
  return fromMinor(toMinor(amount, currency), currency);
}

export function toCostImportPreviewDto(previewed: PreviewedCosts): CostImportPreviewDto {
  return { ...toFilePreview(previewed, COST_COLUMNS), sha256: previewed.sha256 };
}
