import { Type } from 'class-transformer';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import {
  COST_KINDS,
  type CostKind,
  COSTS_KNOWN,
  type CostsKnown,
  GAP_KINDS,
  type GapKind,
  REVENUE_BUCKETS,
  REVENUE_VIEWS,
  type RevenueBucket,
  type RevenueView,
} from '#revenue';
import { INVOICE_STATES, type InvoiceState } from '#invoicing';
import { AmountDto, NamedDto } from '../contracts/contracts.dto.js';
import { CURSOR, PageQueryDto } from '../http/page-query.dto.js';
import { MachineRefDto, MONTH, MonthsQueryDto, NumberedDto } from './costs.dto.js';
import { WholeListDto } from '../http/whole-list.js';

const BUCKETS = [...REVENUE_BUCKETS, 'disputed'] as const;
const CURRENCY = /^[A-Z]{3}$/;

export class RevenueQueryDto extends MonthsQueryDto {
  /** `documents`: in their own currencies. `books`: in the currency of the seller's books. */
  @IsOptional()
  @IsIn(REVENUE_VIEWS)
  view?: RevenueView;
}

/** Net amounts by how far their documents are; what is disputed is issued too, what was credited is below zero. */
export class RevenueAmountsDto {
  held: string;
  drafted: string;
  approved: string;
  issued: string;
  credited: string;
  disputed: string;
}

export class RevenueClassDto {
  /** What a line is: `fee`, `usage`, `true_up`, `kit` and so on. */
  revenueClass: string;
  /** `fixed`: it comes whatever was used. */
  behaviour: 'fixed' | 'variable';
  amount: string;
}

/** Revenue of a month in one currency; decimals. */
export class RevenueMonthDto {
  /** `YYYY-MM` in which the documents' periods begin. */
  month: string;
  currency: string;
  amounts: RevenueAmountsDto;
  /** Of what is issued, less what was credited. */
  fixed: string;
  variable: string;
  classes: RevenueClassDto[];
  /** Lines that wait for data or a decision: nobody knows their amount yet. */
  waitingLines: number;
  /** Contracts in force that no document was made for; `/revenue/unbilled` works out what they would bill. */
  unbilledContracts: number;
  /** What is not issued yet and could not be converted: no rate is known. It is in no amount. */
  unconverted: AmountDto[];
  /** The oldest rate by which something not issued was converted. */
  ratesOf: string | null;
}

export class RevenueTotalDto {
  currency: string;
  fixed: string;
  variable: string;
  /** Variable revenue in percent of all; null where there is none. */
  usagePercent: string | null;
}

export class RevenueDto {
  months: RevenueMonthDto[];
  totals: RevenueTotalDto[];
}

export class RevenueDocumentsQueryDto extends PageQueryDto {
  @Matches(MONTH)
  from: string;

  @Matches(MONTH)
  to: string;

  @IsOptional()
  @IsIn(BUCKETS)
  bucket?: RevenueBucket | 'disputed';

  /** Of the documents. */
  @IsOptional()
  @Matches(CURRENCY)
  currency?: string;

  /** Of the seller's books. */
  @IsOptional()
  @Matches(CURRENCY)
  booksCurrency?: string;

  @IsOptional()
  @IsUUID()
  contractId?: string;
}

/** A document and what it brings, net. */
export class RevenueDocumentDto {
  id: string;
  number: string | null;
  kind: 'invoice' | 'credit_note' | 'correction';
  @ApiProperty({ enum: INVOICE_STATES })
  state: InvoiceState;
  contract: NumberedDto;
  customer: NamedDto;
  /** `YYYY-MM` */
  month: string;
  currency: string;
  fixed: string;
  variable: string;
  net: string;
  /** What open disputes of it are about. */
  disputed: string;
  waitingLines: number;
}

export class RevenueDocumentListDto {
  items: RevenueDocumentDto[];
  next: string | null;
}

export class UnbilledQueryDto {
  @Matches(MONTH)
  month: string;

  /** `next` of the page before. */
  @ApiPropertyOptional({ pattern: CURSOR.source })
  @IsOptional()
  @Matches(CURSOR)
  @MaxLength(2000)
  cursor?: string;

  /** Contracts on a page; each is worked out from its readings. */
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 25, default: 10 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(25)
  limit: number = 10;
}

/** What a month without a document would bill by what is known now, net. */
export class UnbilledMonthDto {
  contract: NumberedDto;
  customer: NamedDto;
  currency: string;
  /** These three are null where it could not be worked out. */
  fixed: string | null;
  variable: string | null;
  amount: string | null;
  waitingLines: number;
  /** Why it could not be worked out. */
  problem: string | null;
}

export class UnbilledListDto {
  items: UnbilledMonthDto[];
  next: string | null;
}

export class RecurringQueryDto {
  /** `YYYY-MM`: on its last day, or today; the running month where it is left out. */
  @IsOptional()
  @Matches(MONTH)
  month?: string;

  @IsOptional()
  @IsIn(REVENUE_VIEWS)
  view?: RevenueView;
}

/** What is left of the recurring revenue of a year before, by customer. */
export class RevenueRetentionDto {
  start: string;
  expansion: string;
  contraction: string;
  churn: string;
  /** Of customers who were none then. */
  new: string;
  end: string;
  /** (start + expansion - contraction - churn) / start; null where nothing recurred then. */
  netPercent: string | null;
  /** The same without expansion. */
  grossPercent: string | null;
}

export class RecurringSumDto {
  currency: string;
  contracts: number;
  machines: number;
  /** Base fees, committed minimums and subscriptions by month. */
  mrr: string;
  arr: string;
  arrPerMachine: string | null;
  retention: RevenueRetentionDto;
}

export class RecurringContractDto {
  contract: NumberedDto;
  customer: NamedDto;
  currency: string;
  mrr: string;
  arr: string;
  /** Null where it was not in force. */
  mrrBefore: string | null;
  /** Charges that do not come again by themselves. */
  excluded: string[];
  machines: number;
  /** Why it could not be worked out. */
  problem: string | null;
}

export class RecurringDto {
  day: string;
  /** A year before. */
  before: string;
  sums: RecurringSumDto[];
  contracts: RecurringContractDto[];
  /** Numbers of contracts that are in no sum. */
  leftOut: string[];
  /** Numbers of contracts whose prices contain the tax, and so do their amounts. */
  withTax: string[];
}

export class MarginsQueryDto extends MonthsQueryDto {
  @IsOptional()
  @IsIn(['contract', 'machine'])
  by?: 'contract' | 'machine';
}

export class CostOfKindDto {
  @ApiProperty({ enum: COST_KINDS })
  kind: CostKind;
  amount: string;
}

export class CostGapCountDto {
  @ApiProperty({ enum: GAP_KINDS })
  kind: GapKind;
  count: number;
}

/** What came in and what it cost; decimals of the contract's currency. */
export class MarginDto {
  /** Issued, before credits. */
  fixed: string;
  variable: string;
  credits: string;
  /** Less credits. */
  revenue: string;
  costs: CostOfKindDto[];
  cost: string;
  /** Null where no cost is known: without one nobody can tell. */
  margin: string | null;
  marginPercent: string | null;
  /** `partly`: something that was done has no cost, so that the margin is at most so much. */
  @ApiProperty({ enum: COSTS_KNOWN })
  costsKnown: CostsKnown;
  /** Kits sent, visits made and parts taken by tickets that have no cost. */
  gaps: CostGapCountDto[];
}

export class MarginRowDto extends MarginDto {
  contract: NumberedDto;
  customer: NamedDto;
  /** The maker's company that sells. */
  legalEntity: NamedDto;
  currency: string;
  /** Null by contract, and for what names no machine. */
  machine: MachineRefDto | null;
  /** Months in which the contract was in force and nothing is issued yet. */
  unissuedMonths: string[];
}

export class MarginListDto extends WholeListDto {
  /** The smallest share first, those without one last. */
  items: MarginRowDto[];
}

export class MarginOfMonthDto extends MarginDto {
  month: string;
  /** Whether its invoice is issued. */
  isIssued: boolean;
}

export class CostGapDto {
  @ApiProperty({ enum: GAP_KINDS })
  kind: GapKind;
  /** Of the delivery or the ticket. */
  id: string;
  number: string;
  day: string;
  machine: MachineRefDto;
}

export class ContractRevenueDto {
  currency: string;
  months: MarginOfMonthDto[];
  total: MarginDto;
  /** What was done and has no cost yet, the newest first. */
  gaps: CostGapDto[];
}
