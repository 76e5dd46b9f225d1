import { canonicalHash } from '#platform/domain';
import type { ContractContent } from '../contract/contract-fields.js';
import type { ContractDelta } from './contract-delta.js';
import type { IndexStepEvidence } from './index-step.js';

/** What a customer accepts with an amendment. */
export interface AcceptedContent {
  readonly effectiveOn: string;
  readonly reason: string;
  readonly changes: ContractDelta;
  /** All that the contract says on the first day of the new terms. */
  readonly content: ContractContent;
  /** What an index step was worked out of; missing elsewhere. */
  readonly indexStep?: IndexStepEvidence;
}

/** SHA-256 (hex) over what an amendment says, as canonical JSON: whoever holds the same text has the same hash. */
export function amendmentHash({ effectiveOn, reason, changes, content, indexStep }: AcceptedContent): string {
  const accepted = { effectiveOn, reason, changes, content, ...(indexStep && { indexStep }) };
  return canonicalHash(accepted);
}
