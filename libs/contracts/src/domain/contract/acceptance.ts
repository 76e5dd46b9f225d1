import { canonicalHash, canonicalJson, type FieldFault } from '#platform/domain';
import { type Acceptance, findAcceptanceFaults } from '../amendments/amendment-faults.js';
import type { ContractContent } from './contract-fields.js';

/** By the customer in the portal, or on a paper that the maker writes down. */
export type AcceptanceWay = 'portal' | 'paper';

/** What a contract says, as a text that has one hash. */
export interface TermsDocument {
  /** Canonical JSON of all that was agreed, and which contract it is. */
  readonly document: string;
  /** SHA-256 (hex) of its bytes in UTF-8. */
  readonly contentHash: string;
}

/** @param content all that the contract says before anything is amended */
export function termsDocument(contractId: string, content: ContractContent): TermsDocument {
  const { invoiceTerms, performance, meters, ...said } = content;
  // What few contracts agree is said where it is: all others keep their hash.
  const agreed = {
    contractId,
    content: {
      ...said,
      // Where a meter's definition was taken from is no part of what was agreed.
      meters: meters.map(({ modelMeterId: _from, ...meter }) => meter),
      ...(invoiceTerms && { invoiceTerms }),
      ...(performance?.length && { performance }),
    },
  };
  return { document: canonicalJson(agreed), contentHash: canonicalHash(agreed) };
}

/** An acceptance on paper: with where the paper is to be found. */
export interface PaperAcceptance extends Acceptance {
  readonly reference: string;
}

const LONGEST_REFERENCE = 200;

/**
 * What is wrong with an acceptance on paper.
 * @param today of the contract, `YYYY-MM-DD`
 */
export function findPaperFaults(acceptance: PaperAcceptance, today: string): FieldFault[] {
  const said = acceptance.reference.trim();
  return [
    ...findAcceptanceFaults(acceptance, today),
    ...(said === '' || said.length > LONGEST_REFERENCE
      ? [
          {
            pointer: '/reference',
            code: 'contracts.paper_reference_missing',
            params: { max: LONGEST_REFERENCE },
          },
        ]
      : []),
  ];
}
