import type { BulkItemView, BulkPreview } from '#invoicing';
import { toAmount } from '../invoices/invoice-views.js';
import type { BulkItemDto, BulkPreviewDto } from './bulk-decisions.dto.js';

export function toBulkPreviewDto({ totals, refusals, ...preview }: BulkPreview): BulkPreviewDto {
  return {
    ...preview,
    totals: totals.map(({ documents, currency, grossMinor }) => ({
      documents,
      total: toAmount(grossMinor, currency),
    })),
    refusals: refusals.map(({ reason: { code, params }, documents, examples }) => ({
      reason: { code, params: { ...params } },
      documents,
      examples: [...examples],
    })),
  };
}

export function toBulkItemDto({ currency, grossMinor, reason, ...item }: BulkItemView): BulkItemDto {
  return {
    ...item,
    gross: toAmount(grossMinor, currency),
    reason: reason && { code: reason.code, params: { ...reason.params } },
  };
}
