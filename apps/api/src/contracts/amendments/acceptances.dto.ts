import { IsString, Matches, MaxLength } from 'class-validator';
import type { AcceptanceWay } from '#contracts';
import { AcceptanceDto } from './amendments.dto.js';

export class TermsAcceptanceDto {
  /** The name of whoever accepts. */
  @IsString()
  @MaxLength(200)
  acceptedBy: string;

  /** Of the document that was looked at. */
  @Matches(/^[0-9a-f]{64}$/)
  contentHash: string;
}

export class PaperAcceptanceDto extends AcceptanceDto {
  /** Where the paper is to be found. */
  @IsString()
  @MaxLength(200)
  reference: string;
}

/** That somebody at the customer accepted what a contract said. */
export class ContractAcceptanceDto {
  id: string;
  acceptedBy: string;
  /** `YYYY-MM-DD`, the contract's local day. */
  acceptedOn: string;
  /** In the customer's portal, or on a paper. */
  way: AcceptanceWay;
  /** Of a paper; empty in the portal. */
  reference: string;
  /** When it was written down; in the portal, when it was accepted. */
  recordedAt: Date;
  /** The user's name. */
  recordedByName: string | null;
  /** SHA-256 (hex) of `document`. */
  contentHash: string;
  /** What was accepted, as canonical JSON: its bytes in UTF-8 have the hash. */
  document: string;
  /** Whether it is of what the contract says; once it is active, of what it began with. */
  isCurrent: boolean;
}

export class AcceptanceStandingDto {
  /** What there is to accept: all that the contract says before it is amended, as canonical JSON. */
  document: string;
  /** SHA-256 (hex) of the document's bytes in UTF-8. */
  contentHash: string;
  /** The latest first. */
  acceptances: ContractAcceptanceDto[];
}
