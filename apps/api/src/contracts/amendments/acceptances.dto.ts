import { IsString, Matches, MaxLength } from 'class-validator';
import type { AcceptanceWay } from '#contracts';
import { AcceptanceDto } from './amendments.dto.js';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';
import { SHA256 } from '../../http/fields/sha256.js';

export class TermsAcceptanceDto {
  /** Name of the person who accepts. */
  @IsString()
  @MaxLength(200)
  acceptedBy: string;

  /** Hash of the document that was reviewed. */
  @Matches(SHA256)
  contentHash: string;

  /** Comment for the maker. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(2000)
  comment?: string;
}

export class PaperAcceptanceDto extends AcceptanceDto {
  /** Place where the paper document is filed. */
  @IsString()
  @MaxLength(200)
  reference: string;
}

/** The customer's acceptance of a contract. */
export class ContractAcceptanceDto {
  id: string;
  acceptedBy: string;
  /** Date of acceptance in the contract's time zone, `YYYY-MM-DD`. */
  acceptedOn: string;
  /** Whether the contract was accepted in the customer portal or on paper. */
  way: AcceptanceWay;
  /** Place where the paper document is filed; empty for an acceptance in the portal. */
  reference: string;
  /** Comment of the customer; empty if there is none. */
  comment: string;
  /** Time when the acceptance was recorded. In the portal, this is the time of acceptance. */
  recordedAt: Date;
  /** Name of the user who recorded the acceptance. */
  recordedByName: string | null;
  /** SHA-256 (hexadecimal) of `document`. */
  contentHash: string;
  /** Accepted content as canonical JSON. `contentHash` is the hash of its UTF-8 bytes. */
  document: string;
  /** Whether the acceptance covers the contract's current terms or, once the contract is active, its initial terms. */
  isCurrent: boolean;
}

export class AcceptanceStatusDto {
  /** Document to accept: the contract's whole content before amendments, as canonical JSON. */
  document: string;
  /** SHA-256 (hexadecimal) of the document's UTF-8 bytes. */
  contentHash: string;
  /** Acceptances, latest first. */
  acceptances: ContractAcceptanceDto[];
}
