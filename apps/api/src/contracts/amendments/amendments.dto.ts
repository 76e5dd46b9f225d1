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
import { SHA256 } from '../../http/fields/sha256.js';

export class JoiningMachineDto {
  @IsUUID()
  machineId: string;

  /**
   * Machine under the contract to copy. The new machine gets meters like those of the copied machine, for signals with
   * the same keys, and is added to the charges of the copied machine.
   */
  @MayBeNull()
  @IsUUID()
  like?: string | null;

  /**
   * The last day under the contract, `YYYY-MM-DD`, inclusive; null if there is no end date. Takes precedence over
   * `to`.
   */
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  endsOn?: string | null;

  /** Deprecated: the day after the last day. Use `endsOn` instead. */
  @ApiPropertyOptional({ deprecated: true })
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  to?: string | null;
}

export class MovingMachineDto {
  /** Machine that is under the contract on `effectiveOn`. */
  @IsUUID()
  machineId: string;

  /** Another site of the customer. */
  @IsUUID()
  siteId: string;
}

/** Terms of a termination. Amounts are decimal strings. */
export class TerminationInputDto {
  /**
   * `early`: the contract ends before the end of its term, at a cost. `notice`: the contract ends with notice.
   * `buyout`: the contract ends because the customer buys the machines.
   */
  @IsIn(TERMINATION_KINDS)
  kind: TerminationKind;

  /** Date on which notice was given, `YYYY-MM-DD`; for `notice`. */
  @MayBeNull()
  @IsString()
  @MaxLength(10)
  noticedOn?: string | null;

  /** Market value of the machines for an `early` termination. Defaults to the agreed value. */
  @MayBeNull()
  @IsString()
  @MaxLength(32)
  market?: string | null;

  /** Amount that both sides agreed on. Defaults to the amount that results from the terms. */
  @MayBeNull()
  @IsString()
  @MaxLength(32)
  amount?: string | null;
}

/** Changes to the terms. Omitted fields remain unchanged. */
export class AmendmentInputDto extends AgreedTermsDto {
  /** The first day of the new terms, `YYYY-MM-DD`. It can be in the past. */
  @IsString()
  @MaxLength(10)
  effectiveOn: string;

  @IsString()
  @MaxLength(500)
  reason: string;

  /**
   * Another legal entity of the customer to bill. `effectiveOn` must then be the first day of a month or of the
   * contract.
   */
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

  /** Machines to remove. Their last day is the day before `effectiveOn`. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  removeMachines?: string[];

  /**
   * Machines that move to another site of the customer on `effectiveOn`. The amendment cannot be signed before that
   * day.
   */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => MovingMachineDto)
  moveMachines?: MovingMachineDto[];

  /** Additional meters, and existing ones with changed settings. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => NewMeterDto)
  meters?: NewMeterDto[];

  /**
   * Charges that replace those in force on `effectiveOn`. If only prices differ, allowances and tiers continue; any
   * other difference resets them.
   */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => NewChargeDto)
  charges?: NewChargeDto[];

  /**
   * Price book version that the prices come from. If `charges` is omitted, the version provides the charges of the
   * plan.
   */
  @MayBeNull()
  @IsUUID()
  priceBookVersionId?: string | null;

  /**
   * Ends the contract on `effectiveOn`, or on the day before if that is agreed. Do not combine it with other changes.
   */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => TerminationInputDto)
  terminate?: TerminationInputDto;
}

export class NewAmendmentDto extends AmendmentInputDto {
  /** Id chosen by the client. If omitted, the server chooses it. */
  @MayBeAbsent()
  @IsUUID()
  id?: string;
}

export class AcceptanceDto {
  /** Person at the customer who accepted the amendment, or who was notified of an index adjustment. */
  @IsString()
  @MaxLength(200)
  acceptedBy: string;

  /** Date of acceptance, `YYYY-MM-DD`, not in the future. For an index adjustment, no later than its notice date. */
  @IsString()
  @MaxLength(10)
  acceptedOn: string;

  /** `contentHash` of the accepted content. */
  @Matches(SHA256)
  contentHash: string;
}

/** Termination of a contract, with its reason and the calculation of its cost. */
export class TerminationDto {
  kind: TerminationKind;
  /** Termination date that was stated. */
  saidOn: string;
  noticedOn: string | null;
  /** One-time charge; null if the termination costs nothing. */
  amount: AmountDto | null;
  /** Whether both sides agreed on the amount. Otherwise, it results from the terms. */
  isAgreed: boolean;
  /** Price according to the terms; null if the terms state no price. */
  price: ExitPriceDto | null;
}

/** Machine that moves to another site of the customer. */
export class MovedMachineDto {
  machineId: string;
  siteId: string;
  /** Name of the site when the amendment was accepted. */
  siteName: string;
}

/** Changes of an amendment. Unchanged fields are absent. */
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
  /** Meters that are new or have changed settings. */
  meters: string[];
  /** Keys of added charges. */
  addedCharges: string[];
  changedCharges: string[];
  removedCharges: string[];
  termination: TerminationDto | null;
}

export class UsedIndexDto {
  /** Key of the index in the clause. */
  key: string;
  weight: string;
  /** Name of the series as recorded. */
  series: string;
  /** Month, `YYYY-MM`. */
  baseMonth: string;
  base: string;
  /** Publisher of the base value. */
  baseSource?: string;
  month: string;
  value: string;
  source?: string;
}

/** Letter that notifies the customer of an index adjustment. */
export class AmendmentLetterDto {
  /** SHA-256 of the letter's bytes, hexadecimal. */
  sha256: string;
  language: string;
  /** ISO 8601 instant. */
  madeAt: string;
  /** Email address; null if the letter was not emailed. */
  mailedTo: string | null;
  /** ISO 8601 instant. */
  mailedAt: string | null;
}

export class SteppedChargeDto {
  key: string;
  /** Prices as first agreed. The factor applies to these prices. */
  agreed: PricingTermsDto;
  before: PricingTermsDto;
  after: PricingTermsDto;
}

/** Charges with prices that were agreed on the same day, to which the same factor applies. */
export class IndexStepPartDto {
  /** The first day of the agreed prices. */
  since: string;
  indexes: UsedIndexDto[];
  rawFactor: string;
  /** Factor after cap and floor. */
  appliedFactor: string;
  charges: SteppedChargeDto[];
}

/** Calculation of an index adjustment, as of the time when it was drafted. */
export class IndexStepEvidenceDto {
  /** Date of the adjustment according to the index clause. */
  stepOn: string;
  /** The last day on which the customer can be notified. */
  noticeBy: string;
  noticeDays: number;
  cap: string | null;
  floor: string | null;
  fixedPercentPerYear: string | null;
  factorDecimals: number;
  /** Number of decimals of unit prices; null if prices are not rounded. */
  priceDecimals: number | null;
  parts: IndexStepPartDto[];
}

/** Price book version that an amendment took its prices from. */
export class PricedByDto {
  versionId: string;
  bookId: string;
  /** Name of the price book. */
  book: string;
  /** Number of the version. */
  number: number;
}

export class AmendmentDto {
  id: string;
  /** Number within the contract, in the order of signing; null for a draft. */
  number: number | null;
  state: 'draft' | 'signed';
  effectiveOn: string;
  reason: string;
  changes: AmendmentChangesDto;
  /**
   * Calculation of an index adjustment; null for other amendments. An index adjustment needs no acceptance, so
   * `acceptedBy` is the person who was notified.
   */
  indexStep: IndexStepEvidenceDto | null;
  /** Letter of an index adjustment; null until the maker requests it for the first time, and if no notice is needed. */
  letter: AmendmentLetterDto | null;
  /** Price book version that the prices come from; null if there is none, and for customers. */
  priceBook: PricedByDto | null;
  /** Charges of the contract on the first day of the new terms. */
  charges: ChargeDto[];
  machines: ContractMachineDto[];
  meters: MeterDto[];
  endsOn: string | null;
  /**
   * SHA-256 of the accepted content as canonical JSON: the first day, the reason, the changes, the calculation of an
   * index adjustment, and the resulting content of the contract.
   */
  contentHash: string;
  draftedAt: Date;
  acceptedBy: string | null;
  acceptedOn: string | null;
  /** Time when the signature was recorded. */
  signedAt: Date | null;
  /** Name of the user who recorded the signature. */
  signedByName: string | null;
  version: number;
}

export class AmendmentListDto extends WholeListDto {
  /** Drafts first, then signed amendments, latest first. */
  items: AmendmentDto[];
}
