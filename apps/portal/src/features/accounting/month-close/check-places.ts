import type { MonthCheck } from '../../../api/types.js';

/** A page with its filters. */
export interface CheckPlace {
  readonly to: string;
  readonly search: Readonly<Record<string, string>>;
}

interface CheckedMonth {
  readonly legalEntityId: string;
  /** `YYYY-MM`. */
  readonly month: string;
}

/**
 * Returns the page on which a check is completed, filtered so that it shows the same objects; undefined if this is the
 * page of the month itself.
 */
export function placeOfCheck(
  key: MonthCheck['key'],
  { legalEntityId: entity, month }: CheckedMonth,
): CheckPlace | undefined {
  switch (key) {
    case 'unbilled':
      return { to: '/billing', search: { month, entity } };
    case 'held':
    case 'draft':
    case 'approved':
      return { to: '/billing', search: { month, entity, state: key } };
    case 'unmatched':
      return { to: '/receivables/matching', search: { entity, imported: 'true' } };
    case 'unapplied':
      return { to: '/receivables', search: { tab: 'payments', entity, show: 'unapplied' } };
    case 'refunds':
    case 'write_offs':
      return { to: '/receivables', search: { entity } };
    case 'corrections':
    case 'revaluation':
    case 'revenue_release':
      return undefined;
  }
}
