import { contractsMapping } from './contracts.js';
import { invoicesMapping } from './invoices.js';
import { meteringMapping } from './metering.js';
import { pricingMapping } from './pricing.js';
import { termsMapping } from './terms.js';
import type { CaseMapping, WorkedCase } from './worked-case.js';

/** The mappings of all previews. The first mapping that supports a case is used. */
const MAPPINGS: readonly ((worked: WorkedCase) => CaseMapping | undefined)[] = [
  invoicesMapping,
  contractsMapping,
  termsMapping,
  pricingMapping,
  meteringMapping,
];

/** Returns the mapping of a case; undefined if no preview supports it. */
export function findMapping(worked: WorkedCase): CaseMapping | undefined {
  for (const toMapping of MAPPINGS) {
    const mapping = toMapping(worked);
    if (mapping) return mapping;
  }
  return undefined;
}
