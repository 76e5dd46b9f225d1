import type { ContractContent } from '../contract/contract-fields.js';
import { OF_A_COUNTER } from '../meters/usage-method.js';

/** The terms of a contract before its first amendment, as stored then; fields introduced later may be missing. */
export type KeptBase = Pick<ContractContent, 'machines' | 'meters' | 'charges'> & Partial<ContractContent>;

/**
 * Completes the base. A missing field gets the only value that existed when it was stored.
 * @param fixed terms that no amendment changes, and informational terms
 */
export function completeBase(
  kept: KeptBase,
  fixed: Pick<ContractContent, 'billingCalendar' | 'terms'>,
): ContractContent {
  return {
    ...(kept as ContractContent),
    exit: kept.exit ?? null,
    indexClause: kept.indexClause ?? null,
    pauses: kept.pauses ?? [],
    invoiceTerms: kept.invoiceTerms ?? null,
    performance: kept.performance ?? [],
    meters: kept.meters.map((meter) => ({ ...OF_A_COUNTER, ...meter })),
    billingCalendar: fixed.billingCalendar,
    terms: fixed.terms,
  };
}
