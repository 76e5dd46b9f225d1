import { canonicalHash, canonicalJson, type FieldFault } from '#platform/domain';
import { type Acceptance, findAcceptanceFaults } from '../amendments/amendment-faults.js';
import type { ContractContent } from './contract-fields.js';

/**
 * The way in which terms were accepted: by the customer in the portal, or on a paper document that the maker records.
 */
export type AcceptanceWay = 'portal' | 'paper';

/** A contract's terms as text, with the hash that identifies them. */
export interface TermsDocument {
  /** Canonical JSON of all agreed terms and the contract's id. */
  readonly document: string;
  /** SHA-256 (hex) of the document's bytes in UTF-8. */
  readonly contentHash: string;
}

/** Returns the document of a contract's terms. @param content all terms of the contract before any amendment */
export function termsDocument(contractId: string, content: ContractContent): TermsDocument {
  const { invoiceTerms, performance, meters, ...said } = content;
  // Optional terms are included only if present, so that contracts without them keep their hash.
  const agreed = {
    contractId,
    content: {
      ...said,
      // The model meter that a meter was copied from is not part of the agreement.
      meters: meters.map(({ modelMeterId: _from, ...meter }) => meter),
      ...(invoiceTerms && { invoiceTerms }),
      ...(performance.length > 0 && { performance }),
    },
  };
  return { document: canonicalJson(agreed), contentHash: canonicalHash(agreed) };
}

/** An acceptance on a paper document, with the document's location. */
export interface PaperAcceptance extends Acceptance {
  readonly reference: string;
}

const MAX_REFERENCE_LENGTH = 200;

/**
 * Validates an acceptance on a paper document.
 * @param today the contract's local day, `YYYY-MM-DD`
 */
export function findPaperFaults(acceptance: PaperAcceptance, today: string): FieldFault[] {
  const said = acceptance.reference.trim();
  return [
    ...findAcceptanceFaults(acceptance, today),
    ...(said === '' || said.length > MAX_REFERENCE_LENGTH
      ? [
          {
            pointer: '/reference',
            code: 'contracts.paper_reference_missing',
            params: { max: MAX_REFERENCE_LENGTH },
          },
        ]
      : []),
  ];
}
