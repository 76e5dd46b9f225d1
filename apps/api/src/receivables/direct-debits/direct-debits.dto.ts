import { IsIn, IsInt, IsNotEmpty, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { DEBIT_SCHEMES, type DebitExclusion, type DebitScheme } from '#receivables';
import { AmountDto, NamedDto } from '../../contracts/contracts.dto.js';
import { IsRealDay } from '../../http/fields/instant.decorators.js';
import { WholeListDto } from '../../http/whole-list.js';

export class NewDebitCreditorDto {
  /** SEPA creditor identifier, which the central bank or the bank assigns. Spaces are ignored. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  creditorId: string;

  /**
   * Minimum number of days between the issue of a document and its collection. The SEPA rulebooks require 14, unless
   * agreed otherwise.
   */
  @IsInt()
  @Min(1)
  @Max(90)
  noticeDays: number;
}

/** Terms on which a legal entity collects by direct debit. */
export class DebitCreditorDto {
  legalEntityId: string;
  /** SEPA creditor identifier. */
  creditorId: string;
  /** Minimum number of days between the issue of a document and its collection. */
  noticeDays: number;
  changedAt: Date;
}

export class DebitCreditorListDto extends WholeListDto {
  items: DebitCreditorDto[];
}

export class MandatesQueryDto {
  @IsUUID()
  customerId: string;
}

export class NewMandateDto {
  @IsUUID()
  legalEntityId: string;

  @IsUUID()
  customerId: string;

  /** Reference of the mandate, unique among the mandates of the legal entity, at most 35 characters. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  reference: string;

  /** `core` for all payers; `b2b` for companies that waived the right to a refund. */
  @IsIn(DEBIT_SCHEMES)
  scheme: DebitScheme;

  /** Holder of the account. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  payerName: string;

  /** IBAN of the payer. Spaces are ignored. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  account: string;

  /** Day on which the payer signed. */
  @IsRealDay()
  signedOn: string;
}

/** Authorization of a customer to collect by SEPA direct debit. */
export class MandateDto {
  id: string;
  legalEntity: NamedDto;
  customer: NamedDto;
  reference: string;
  scheme: DebitScheme;
  /** SEPA creditor identifier that the mandate names. */
  creditorId: string;
  payerName: string;
  /** IBAN of the payer. */
  account: string;
  signedOn: string;
  registeredAt: Date;
  registeredBy: string | null;
  /** Latest day of a collection that was not returned; null if there was none. */
  lastCollectedOn: string | null;
  /** Time when the mandate ended; null while the mandate can be used. */
  endedAt: Date | null;
  endedBy: string | null;
  endWhy: string | null;
}

export class MandateListDto extends WholeListDto {
  items: MandateDto[];
}

export class EndMandateDto {
  /** Reason for auditors, such as a revocation by the customer. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  why: string;
}

/** A file with SEPA direct debits for a bank (ISO 20022 pain.008.001.08). */
export class DebitFileDto {
  id: string;
  legalEntity: NamedDto;
  /** IBAN of the account to which the money is collected. */
  account: string;
  total: AmountDto;
  /** Day on which the bank collects the money. */
  collectOn: string;
  debitCount: number;
  /** Number of debits of the file that the bank returned. */
  returnedCount: number;
  /** SHA-256 of the file, in hexadecimal digits. */
  sha256: string;
  createdAt: Date;
  createdBy: string | null;
}

export class DebitFileListDto {
  items: DebitFileDto[];
  next: string | null;
}

export class DebitedDocumentDto {
  id: string;
  number: string;
}

export class DebitMandateDto {
  id: string;
  reference: string;
}

/** Collection of a document by direct debit. */
export class DebitDto {
  id: string;
  document: DebitedDocumentDto;
  customer: NamedDto;
  mandate: DebitMandateDto;
  amount: AmountDto;
  /** Time when the return was recorded; null unless the bank returned the debit. */
  returnedAt: Date | null;
  returnedBy: string | null;
  returnReason: string | null;
}

export class DebitFileDetailDto extends DebitFileDto {
  /** Debits sorted by document number, including those that the bank returned. */
  debits: DebitDto[];
}

export class NewDebitFileDto {
  @IsUUID()
  legalEntityId: string;

  /**
   * Day on which the bank collects the money, not before tomorrow. If the day is a holiday, the bank collects on its
   * next working day.
   */
  @IsRealDay()
  collectOn: string;
}

/** Open document of a customer with a mandate. */
export class PlannedDebitDto {
  document: DebitedDocumentDto;
  customer: NamedDto;
  mandate: DebitMandateDto;
  amount: AmountDto;
  dueOn: string;
  /** Reason why the file would not collect the document; null if it would collect the document. */
  exclusion: DebitExclusion | null;
}

/** Documents that a debit file for a day would collect, and those that it would leave out. */
export class DebitPlanDto {
  collectOn: string;
  /** IBAN of the account to which the money would be collected. */
  account: string;
  /** Sum of the documents that would be collected. */
  total: AmountDto;
  debitCount: number;
  /** Documents sorted by due date, including those that would not be collected. */
  items: PlannedDebitDto[];
}

export class DebitReturnDto {
  /** Reason that the bank gave, such as a code of ISO 20022 (`AM04`: insufficient funds). */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  reason: string;
}
