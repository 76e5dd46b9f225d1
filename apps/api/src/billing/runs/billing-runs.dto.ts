import { IsIn, IsOptional, Matches } from 'class-validator';
import { RUN_OUTCOMES, type RunOutcome } from '#billing';
import { AmountDto, NamedDto } from '../../contracts/contracts.dto.js';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { InvoiceBillGroupDto, InvoicedContractDto } from '../billing.dto.js';
import { HoldReasonDto } from '../invoices/document.dto.js';
import { WholeListDto } from '../../http/whole-list.js';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export class BillingRunRequestDto {
  /** Month in each contract's time zone, `YYYY-MM`. */
  @Matches(MONTH)
  month: string;
}

/** Total of the documents with the same outcome and currency. */
export class RunTotalDto {
  /** Outcome. A billing group's document has the worst outcome of its contracts. */
  outcome: RunOutcome;
  /** Number of documents. A billing group's document counts once. */
  documents: number;
  contracts: number;
  /** Sum of the lines that have an amount. */
  total: AmountDto;
  /**
   * Amount that `total` does not include yet: the value of quantities on hold and, for failed contracts, the amount of
   * their previous month.
   */
  atStake: AmountDto;
  /** Number of lines on hold and failed contracts without a known amount. */
  unknownStakes: number;
}

/** Corrections of issued months that a run found in one currency. */
export class RunCorrectionsDto {
  count: number;
  /**
   * Sum of the corrections; negative if the credits are larger. A correction includes tax if the prices of its contract
   * include tax.
   */
  total: AmountDto;
}

export class BillingRunDto {
  id: string;
  month: string;
  /** Name of the user who started the run; null if the schedule started it. */
  requestedBy: string | null;
  requestedAt: Date;
  finishedAt: Date | null;
  /**
   * Cutoff. The drafts of the run exclude readings that were received at this instant or later. Null until the run has
   * started.
   */
  knownBefore: Date | null;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Number of contracts processed. */
  done: number;
  /** Number of contracts; 0 while the run is waiting. */
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

/** Result of one contract. */
export class ContractResultDto {
  contract: InvoicedContractDto;
  customer: NamedDto;
  /** IANA time zone of the contract, in which times in the reasons are displayed. */
  zone: string;
  /**
   * `ready`: the draft can be approved, even if a part of a line is on hold. `held`: a whole line or the whole draft is
   * on hold. `failed`: there is no draft.
   */
  outcome: RunOutcome;
  reasons: HoldReasonDto[];
  /** Id of the draft; null if there is no draft, or if it has been withdrawn since. */
  invoiceId: string | null;
  /**
   * Billing group with the document that contains or would contain the draft; null for a contract that is billed
   * separately.
   */
  billGroup: InvoiceBillGroupDto | null;
  total: AmountDto | null;
  heldLines: number;
  /** Corrections of issued months; null if the run found no corrections. */
  corrections: RunCorrectionsDto | null;
}

/** Document of a billing group, as shown in the results of a run. */
export class GroupResultDto {
  /** The worst outcome of its contracts: failed, then held, then ready. */
  outcome: RunOutcome;
  /** Sum of the contracts that have a draft; null if no contract has a draft. */
  total: AmountDto | null;
  heldLines: number;
  corrections: RunCorrectionsDto | null;
  /** Contracts sorted by number. */
  contracts: ContractResultDto[];
}

export class RunResultDto extends ContractResultDto {
  /**
   * Whole document of a billing group; null for a contract that is billed separately. The row is that of the first
   * contract of the document.
   */
  together: GroupResultDto | null;
}

export class RunResultPageDto {
  items: RunResultDto[];
  next: string | null;
}
