import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { TERMINATION_KINDS, type TerminationKind } from '#contracts';
import { MayBeAbsent, MayBeNull } from '../../http/fields/absence.decorators.js';
import { AmountDto, ChargeDto, ContractMachineDto, MeterDto } from '../contracts.dto.js';
import { NewChargeDto, NewMeterDto } from '../new-contract.dto.js';
import { AgreedTermsDto } from '../terms/agreed-terms.dto.js';
import { ExitAgreementDto } from '../terms/exit-agreement.dto.js';
import { IndexClauseDto } from '../terms/index-clause.dto.js';
import { InvoiceTermsDto } from '../terms/invoice-terms.dto.js';
import { ExitPriceDto } from '../terms/exit.dto.js';
import { PauseDto } from '../terms/pause.dto.js';
import { PerformanceTermDto } from '../terms/performance.dto.js';
import { PricingTermsDto } from '../terms/pricing-terms.dto.js';
import { WholeListDto } from '../../http/whole-list.js';

export class JoiningMachineDto {
  @IsUUID()
  machineId: string;

  /** Another machine of the contract: counters of the same name are counted as its are, and charges that name it name this one too. */
  @MayBeNull()
  @IsUUID()
  like?: string | null;

  /** The last day, `YYYY-MM-DD`; null without an end. Takes precedence over `to`. */
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  endsOn?: string | null;

  /** The day after the last one. Use `endsOn`, the last day. */
  @ApiPropertyOptional({ deprecated: true })
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  to?: string | null;
}

export class MovingMachineDto {
  /** Under the contract on the day. */
  @IsUUID()
  machineId: string;

  /** Another site of the customer. */
  @IsUUID()
  siteId: string;
}

/** How a contract is to end. Decimals. */
export class TerminationWishDto {
  /** Before its term, by what that costs; by notice; or because its machines are bought. */
  @IsIn(TERMINATION_KINDS)
  kind: TerminationKind;

  /** Of `notice`: the day on which it was given, `YYYY-MM-DD`. */
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  noticedOn?: string | null;

  /** Of `early`: what the machines would bring on the market, where that is known better than agreed. */
  @MayBeNull()
  @IsString()
  @MaxLength(32)
  market?: string | null;

  /** What both agreed on, in place of what the terms come to. */
  @MayBeNull()
  @IsString()
  @MaxLength(32)
  amount?: string | null;
}

/** What is left out stays as it is. */
export class AmendmentWishDto extends AgreedTermsDto {
  /** The first day of the new terms, `YYYY-MM-DD`; it may be over. */
  @IsString()
  @MaxLength(10)
  effectiveOn: string;

  @IsString()
  @MaxLength(500)
  reason: string;

  /** Another company of the customer; from the first day of a month. */
  @MayBeAbsent()
  @IsUUID()
  buyerId?: string;

  @MayBeAbsent()
  @IsUUID()
  planId?: string;

  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => JoiningMachineDto)
  addMachines?: JoiningMachineDto[];

  /** Their last day is the day before. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  removeMachines?: string[];

  /** Machines that stand at another site of the customer from the day on; such an amendment is signed on that day or later. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => MovingMachineDto)
  moveMachines?: MovingMachineDto[];

  /** Further ones, and others with other settings. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => NewMeterDto)
  meters?: NewMeterDto[];

  /** Replaces the list that holds on the day. Other prices alone let counters go on, anything else begins them anew. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => NewChargeDto)
  charges?: NewChargeDto[];

  /** The version of a price book that its prices are taken from: noted, and where `charges` is left out those of its plan are filled in. */
  @MayBeNull()
  @IsUUID()
  priceBookVersionId?: string | null;

  /** Ends the contract with `effectiveOn`, or where that is agreed the day before; nothing else is given then. */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => TerminationWishDto)
  terminate?: TerminationWishDto;
}

export class NewAmendmentDto extends AmendmentWishDto {
  /** Chosen by the client, or by the server. */
  @MayBeAbsent()
  @IsUUID()
  id?: string;
}

export class AcceptanceDto {
  /** Who at the customer accepted it, or was told of an index step. */
  @IsString()
  @MaxLength(200)
  acceptedBy: string;

  /** `YYYY-MM-DD`, not to come; of an index step by its last day to tell. */
  @IsString()
  @MaxLength(10)
  acceptedOn: string;

  /** `contentHash` of what was accepted. */
  @Matches(/^[0-9a-f]{64}$/)
  contentHash: string;
}

/** That a contract ends, why, and how what that costs was reckoned. */
export class TerminationDto {
  kind: TerminationKind;
  /** The day that was said. */
  saidOn: string;
  noticedOn: string | null;
  /** What is billed once; null where it costs nothing. */
  amount: AmountDto | null;
  /** Both agreed on the amount, in place of what the terms come to. */
  isAgreed: boolean;
  /** What the terms come to; null where they say nothing. */
  price: ExitPriceDto | null;
}

/** A machine that goes to another site of the customer. */
export class MovedMachineDto {
  machineId: string;
  siteId: string;
  /** The site's name, as it was accepted. */
  siteName: string;
}

/** What an amendment changes; what it leaves alone is missing. */
export class AmendmentChangesDto {
  endsOn?: string | null;
  buyerId?: string;
  planId?: string;
  paymentDays?: number;
  kitsIncluded?: boolean;
  exit?: ExitAgreementDto | null;
  indexClause?: IndexClauseDto | null;
  pauses?: PauseDto[];
  invoiceTerms?: InvoiceTermsDto | null;
  performance?: PerformanceTermDto[];
  addedMachines: string[];
  removedMachines: string[];
  movedMachines: MovedMachineDto[];
  /** Meters that are new, or read in another way. */
  meters: string[];
  /** Keys of charges. */
  addedCharges: string[];
  changedCharges: string[];
  removedCharges: string[];
  termination: TerminationDto | null;
}

export class UsedIndexDto {
  /** As the clause names it. */
  key: string;
  weight: string;
  /** As it was written down. */
  series: string;
  /** `YYYY-MM` */
  baseMonth: string;
  base: string;
  /** Who published it. */
  baseSource?: string;
  month: string;
  value: string;
  source?: string;
}

/** The letter that tells a customer of an index step. */
export class AmendmentLetterDto {
  /** Of its bytes, hex. */
  sha256: string;
  language: string;
  /** ISO 8601 */
  madeAt: string;
  /** Where it was mailed; null where it was not. */
  mailedTo: string | null;
  /** ISO 8601 */
  mailedAt: string | null;
}

export class SteppedChargeDto {
  key: string;
  /** The prices first agreed: what the factor goes on. */
  agreed: PricingTermsDto;
  before: PricingTermsDto;
  after: PricingTermsDto;
}

/** Charges whose prices were agreed on the same day share a factor. */
export class IndexStepPartDto {
  /** The first day of the agreed prices. */
  since: string;
  indexes: UsedIndexDto[];
  rawFactor: string;
  /** Within cap and floor. */
  appliedFactor: string;
  charges: SteppedChargeDto[];
}

/** What the step of an index clause was worked out of, as it was when it was drafted. */
export class IndexStepEvidenceDto {
  /** The day of the clause. */
  stepOn: string;
  /** The last day on which the customer can be told of it. */
  noticeBy: string;
  noticeDays: number;
  cap: string | null;
  floor: string | null;
  fixedPercentPerYear: string | null;
  factorDecimals: number;
  /** Of unit prices; null where they stay exact. */
  priceDecimals: number | null;
  parts: IndexStepPartDto[];
}

/** The version of a price book that an amendment took its prices from. */
export class PricedByDto {
  versionId: string;
  bookId: string;
  /** The book's name. */
  book: string;
  /** Of the version. */
  number: number;
}

export class AmendmentDto {
  id: string;
  /** Of the contract, in the order of signing; null of a draft. */
  number: number | null;
  state: 'draft' | 'signed';
  effectiveOn: string;
  reason: string;
  changes: AmendmentChangesDto;
  /** Where it makes the step of an index clause: then nobody has to accept it, and whoever is named was told. */
  indexStep: IndexStepEvidenceDto | null;
  /** Of an index step; null until the maker asks for it first, and where nothing is to be told. */
  letter: AmendmentLetterDto | null;
  /** Null where its prices are from no book, and for customers. */
  priceBook: PricedByDto | null;
  /** What the contract says on the first day of the new terms. */
  charges: ChargeDto[];
  machines: ContractMachineDto[];
  meters: MeterDto[];
  endsOn: string | null;
  /** SHA-256 of what is accepted: the day, the reason, what changes, what a step was worked out of, and all that the contract says then, as canonical JSON. */
  contentHash: string;
  draftedAt: Date;
  acceptedBy: string | null;
  acceptedOn: string | null;
  /** When that was recorded. */
  signedAt: Date | null;
  /** Who recorded it, by the user's name. */
  signedByName: string | null;
  version: number;
}

export class AmendmentListDto extends WholeListDto {
  /** Drafts first, then what was signed, the latest first. */
  items: AmendmentDto[];
}
