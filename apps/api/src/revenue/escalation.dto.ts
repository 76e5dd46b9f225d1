import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import { ChargeDto } from '../contracts/contracts.dto.js';
import { IsPositiveText } from '../http/decimal.decorators.js';
import { MONTH } from './costs.dto.js';

export class PriceIndexDto {
  id: string;
  /** Its name; one with the seller's country before it (`PL_wages`) goes before one without. */
  series: string;
  /** `YYYY-MM` */
  month: string;
  value: string;
  source: string;
  recordedAt: Date;
}

export class PriceIndexListDto {
  items: PriceIndexDto[];
}

export class NewPriceIndexDto {
  @Matches(/^[A-Za-z0-9._-]{1,64}$/)
  series: string;

  @Matches(MONTH)
  month: string;

  @IsPositiveText()
  @Matches(/[1-9]/)
  value: string;

  /** Who publishes it. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  source: string;
}

export class IndexStepDto {
  /** The first day of the new prices. */
  on: string;
  /** The last day on which whoever is to pay can be told. */
  noticeBy: string;
  /** The month whose indexes count. */
  indexMonth: string;
  /** Of the contract, the first is 1. */
  year: number;
}

export class IndexMovementDto {
  /** As the contract names it. */
  key: string;
  /** As its value is written down; null while there is none. */
  series: string | null;
  baseMonth: string;
  /** Null while nobody wrote it down. */
  base: string | null;
  month: string;
  value: string | null;
}

export class EscalatedChargeDto {
  before: ChargeDto;
  after: ChargeDto;
}

export class EscalationProposalDto {
  rawFactor: string;
  /** Within cap and floor. */
  appliedFactor: string;
  charges: EscalatedChargeDto[];
  /** Monthly recurring revenue on the day, by the prices that hold now and by the new ones. */
  mrrBefore: string;
  mrrAfter: string;
}

export class EscalationDto {
  currency: string;
  cap: string | null;
  floor: string | null;
  noticeDays: number;
  /** Null where the contract ends before. */
  step: IndexStepDto | null;
  indexes: IndexMovementDto[];
  /** Null while a value is missing. It changes nothing. */
  proposal: EscalationProposalDto | null;
  /** Why the terms cannot be applied. */
  problem: string | null;
}

export class ContractEscalationDto {
  /** Null where the contract has no index clause. */
  escalation: EscalationDto | null;
}
