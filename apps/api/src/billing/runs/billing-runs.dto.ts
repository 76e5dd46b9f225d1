import { IsIn, IsOptional, Matches } from 'class-validator';
import { RUN_OUTCOMES, type RunOutcome } from '#billing';
import { AmountDto, NamedDto } from '../../contracts/contracts.dto.js';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { BillGroupOfInvoiceDto, InvoicedContractDto } from '../billing.dto.js';
import { HoldReasonDto } from '../invoices/document.dto.js';
import { WholeListDto } from '../../http/whole-list.js';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export class BillingRunRequestDto {
  /** `YYYY-MM`, of each contract's zone. */
  @Matches(MONTH)
  month: string;
}

/** What the documents of one outcome and currency come to. */
export class RunTotalDto {
  /** Of a group's document the worst of its contracts. */
  outcome: RunOutcome;
  /** A group's document is one. */
  documents: number;
  contracts: number;
  /** Of lines that have an amount. */
  total: AmountDto;
  /** What is not in it yet: what held quantities would add, and of failed contracts what their months before came to. */
  atStake: AmountDto;
  /** Lines that wait, and failed contracts, of which nobody knows what they would come to. */
  unknownStakes: number;
}

/** What corrections of issued months a run found in a currency. */
export class RunCorrectionsDto {
  count: number;
  /** What they add together, as the prices are; below zero what they give back. */
  total: AmountDto;
}

export class BillingRunDto {
  id: string;
  month: string;
  /** Null for the schedule. */
  requestedBy: string | null;
  requestedAt: Date;
  finishedAt: Date | null;
  /** Readings received at this instant or later are not in its drafts; null until it has begun. */
  knownBefore: Date | null;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Contracts that it has come to. */
  done: number;
  /** 0 while it waits. */
  total: number;
  totals: RunTotalDto[];
  corrections: RunCorrectionsDto[];
}

export class BillingRunListDto extends WholeListDto {
  items: BillingRunDto[];
}

export class RunResultQueryDto extends PageQueryDto {
  @IsOptional()
  @IsIn(RUN_OUTCOMES)
  outcome?: RunOutcome;
}

/** What became of a contract. */
export class ContractResultDto {
  contract: InvoicedContractDto;
  customer: NamedDto;
  /** The contract's, IANA: reasons tell its hours. */
  zone: string;
  /** `ready` may be approved, also where a part of a line is held back; `held` waits with a whole line. */
  outcome: RunOutcome;
  reasons: HoldReasonDto[];
  /** Null where there is no draft, or where it was withdrawn since. */
  invoiceId: string | null;
  /** On whose document the draft is, or would be; null of what is billed alone. */
  billGroup: BillGroupOfInvoiceDto | null;
  total: AmountDto | null;
  heldLines: number;
  /** Of issued months; null where it found none. */
  corrections: RunCorrectionsDto | null;
}

/** A group's document, as a run's results have it. */
export class ResultTogetherDto {
  /** The worst of its contracts: failed, then held, then ready. */
  outcome: RunOutcome;
  /** Of the contracts that have a draft; null where none has. */
  total: AmountDto | null;
  heldLines: number;
  corrections: RunCorrectionsDto | null;
  /** By contract number. */
  contracts: ContractResultDto[];
}

export class RunResultDto extends ContractResultDto {
  /** Of a group's document, which the row of its first contract stands for: all of it. */
  together: ResultTogetherDto | null;
}

export class RunResultPageDto {
  items: RunResultDto[];
  next: string | null;
}
