import type { ContractContent } from '../contract/contract-fields.js';
import { COUNTER_DEFAULTS } from '../meters/usage-method.js';

/**
 * The terms of a contract before its first amendment, as stored when that amendment was signed. Fields that were
 * introduced later can be missing.
 */
export type StoredBase = Pick<ContractContent, 'machines' | 'meters' | 'charges'> & Partial<ContractContent>;

/**
 * Completes the base. A missing field gets the only value that was possible when the base was stored.
 * @param fixed terms that no amendment can change, and informational terms
 */
export function completeBase(
  stored: StoredBase,
  fixed: Pick<ContractContent, 'billingCalendar' | 'terms'>,
): ContractContent {
  return {
    ...(stored as ContractContent),
    exit: stored.exit ?? null,
    indexClause: stored.indexClause ?? null,
    pauses: stored.pauses ?? [],
    invoiceTerms: stored.invoiceTerms ?? null,
    performance: stored.performance ?? [],
    meters: stored.meters.map((meter) => ({ ...COUNTER_DEFAULTS, ...meter })),
    billingCalendar: fixed.billingCalendar,
    terms: fixed.terms,
  };
}
