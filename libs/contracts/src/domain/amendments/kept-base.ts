import type { ContractContent } from '../contract/contract-fields.js';
import { OF_A_COUNTER } from '../meters/usage-method.js';

/** What a contract said before its first amendment, as it was kept then: what there was no word for yet may be missing. */
export type KeptBase = Pick<ContractContent, 'machines' | 'meters' | 'charges'> & Partial<ContractContent>;

/**
 * All of it. What was kept before there was a word for something had the only one that there was then.
 * @param fixed what no amendment changes, and what is shown as it stands and never billed by
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
