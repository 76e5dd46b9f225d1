import { contractsMapping } from './contracts.js';
import { invoicesMapping } from './invoices.js';
import { meteringMapping } from './metering.js';
import { pricingMapping } from './pricing.js';
import { termsMapping } from './terms.js';
import type { CaseMapping, WorkedCase } from './worked-case.js';

/** How each door's cases are asked; the first that knows a case takes it. */
const MAPPINGS: readonly ((worked: WorkedCase) => CaseMapping | undefined)[] = [
  invoicesMapping,
  contractsMapping,
  termsMapping,
  pricingMapping,
  meteringMapping,
];

/** How a case is asked; undefined for a case of no door. */
export function mappingOf(worked: WorkedCase): CaseMapping | undefined {
  for (const map of MAPPINGS) {
    const mapping = map(worked);
    if (mapping) return mapping;
  }
  return undefined;
}
