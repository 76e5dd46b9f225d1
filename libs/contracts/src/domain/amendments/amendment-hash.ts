import { canonicalHash } from '#platform/domain';
import type { ContractContent } from '../contract/contract-fields.js';
import type { ContractDelta } from './contract-delta.js';
import type { IndexStepEvidence } from './index-step.js';

/** The content that a customer accepts with an amendment. */
export interface AcceptedContent {
  readonly effectiveOn: string;
  readonly reason: string;
  readonly changes: ContractDelta;
  /** All terms of the contract on the first day of the amendment. */
  readonly content: ContractContent;
  /** Inputs of an index adjustment; absent otherwise. */
  readonly indexStep?: IndexStepEvidence;
}

/** Returns the SHA-256 (hex) of an amendment as canonical JSON, so that the same text has the same hash everywhere. */
export function amendmentHash({ effectiveOn, reason, changes, content, indexStep }: AcceptedContent): string {
  const accepted = { effectiveOn, reason, changes, content, ...(indexStep && { indexStep }) };
  return canonicalHash(accepted);
}
