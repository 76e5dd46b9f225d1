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

class RevenueSubjectQueryDto extends MonthsQueryDto {
  /** Returns the amounts of this customer. */
  @IsOptional()
  @IsUUID()
  customerId?: string;

  /**
   * Returns the amounts of machines at this site. The amounts of a machine for a month belong to its last site in that
   * month. Amounts without a machine belong to no site.
   */
  @IsOptional()
  @IsUUID()
  siteId?: string;
}

export class RevenueQueryDto extends RevenueSubjectQueryDto {
  /**
   * `documents`: amounts in the currencies of the documents. `books`: amounts in the accounting currency of the seller.
   */
  @IsOptional()
  @IsIn(REVENUE_VIEWS)
  view?: RevenueView;
}

/**
 * Net amounts by state of the documents. Disputed amounts are also included in `issued`. Credited amounts are negative.
 */
export class RevenueAmountsDto {
  held: string;
  drafted: string;
  approved: string;
  issued: string;
  credited: string;
  disputed: string;
}

export class RevenueClassDto {
  /** Class of the revenue, such as `fee`, `usage`, `true_up` or `kit`. */
  revenueClass: string;
  /** `fixed`: independent of usage. */
  behaviour: 'fixed' | 'variable';
  amount: string;
}

/** Revenue of a month in one currency. Amounts are decimal strings. */
export class RevenueMonthDto {
  /** Month in which the periods of the documents begin, `YYYY-MM`. */
  month: string;
  currency: string;
  amounts: RevenueAmountsDto;
  /** Issued fixed revenue minus credits. `variable` is the issued variable revenue minus credits. */
  fixed: string;
  variable: string;
  classes: RevenueClassDto[];
  /** Number of lines that are on hold and have no known amount. */
  waitingLines: number;
  /**
   * Number of contracts in force that have no document for the month. `GET /revenue/unbilled` returns their amounts.
   */
  unbilledContracts: number;
  /**
   * Amounts of documents that are not issued and cannot be converted, because there is no exchange rate. They are not
   * included in any other amount.
   */
  unconverted: AmountDto[];
  /** Day of the oldest exchange rate that was used for documents that are not issued; null if no rate was used. */
  ratesOf: string | null;
}

export class RevenueTotalDto {
  currency: string;
  fixed: string;
  variable: string;
  /** Variable revenue in percent of the total; null if the total is zero. */
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

  /** Currency of the documents. */
  @IsOptional()
  @Matches(CURRENCY)
  currency?: string;

  /** Accounting currency of the seller. */
  @IsOptional()
  @Matches(CURRENCY)
  booksCurrency?: string;

  @IsOptional()
  @IsUUID()
  contractId?: string;
}

/** Document and its net revenue. */
export class RevenueDocumentDto {
  id: string;
  number: string | null;
  kind: 'invoice' | 'credit_note' | 'correction';
  @ApiProperty({ enum: INVOICE_STATES })
  state: InvoiceState;
  contract: NumberedDto;
  customer: NamedDto;
  /** Month, `YYYY-MM`. */
  month: string;
  currency: string;
  fixed: string;
  variable: string;
  net: string;
  /** Amount at stake in the open disputes of the document. */
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

  /** `next` of the previous page. */
  @ApiPropertyOptional({ pattern: CURSOR.source })
  @IsOptional()
  @Matches(CURSOR)
  @MaxLength(2000)
  cursor?: string;

  /**
   * Maximum number of contracts on a page. The maximum is low, because each contract is calculated from its readings.
   */
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 25, default: 10 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(25)
  limit: number = 10;
}

/** Net amount of a month of a contract without a document, according to current data. */
export class UnbilledMonthDto {
  contract: NumberedDto;
  customer: NamedDto;
  currency: string;
  /** Fixed revenue; null if it could not be calculated. In this case, `variable` and `amount` are also null. */
  fixed: string | null;
  variable: string | null;
  amount: string | null;
  waitingLines: number;
  /** Error code if the amount could not be calculated; null if it could. */
  problem: string | null;
}

export class UnbilledListDto {
  items: UnbilledMonthDto[];
  next: string | null;
}

export class RecurringQueryDto {
  /**
   * Month, `YYYY-MM`. The figures are as of its last day or, for the current month, as of today. Defaults to the
   * current month.
   */
  @IsOptional()
  @Matches(MONTH)
  month?: string;

  @IsOptional()
  @IsIn(REVENUE_VIEWS)
  view?: RevenueView;
}

/** Change of the recurring revenue since one year earlier, calculated by customer. */
export class RevenueRetentionDto {
  start: string;
  expansion: string;
  contraction: string;
  churn: string;
  /** Recurring revenue of customers that had no recurring revenue one year earlier. */
  new: string;
  end: string;
  /**
   * (start + expansion - contraction - churn) / start, in percent; null if there was no recurring revenue one year
   * earlier.
   */
  netPercent: string | null;
  /** (start - contraction - churn) / start, in percent; null if there was no recurring revenue one year earlier. */
  grossPercent: string | null;
}

export class RecurringSumDto {
  currency: string;
  contracts: number;
  machines: number;
  /** Monthly recurring revenue: base fees, committed minimums and subscriptions. */
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
  /** Monthly recurring revenue one year earlier; null if the contract was not in force then. */
  mrrBefore: string | null;
  /** Charges that are not included because they do not recur, such as usage and one-time amounts. */
  excluded: string[];
  machines: number;
  /** Error code if the amount could not be calculated; null if it could. */
  problem: string | null;
}

export class RecurringDto {
  day: string;
  /** The same day one year earlier. */
  before: string;
  sums: RecurringSumDto[];
  contracts: RecurringContractDto[];
  /** Contract numbers of contracts that are not included in any sum. */
  leftOut: string[];
  /** Contract numbers of contracts with prices that include tax. Their amounts also include tax. */
  withTax: string[];
}

export class MarginsQueryDto extends RevenueSubjectQueryDto {
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

/** Revenue and costs. Amounts are decimal strings in the currency of the contract. */
export class MarginDto {
  /** Issued fixed revenue before credits. */
  fixed: string;
  variable: string;
  credits: string;
  /** Revenue after credits. */
  revenue: string;
  costs: CostOfKindDto[];
  cost: string;
  /** Margin; null if no cost is known, because the margin can then not be calculated. */
  margin: string | null;
  marginPercent: string | null;
  /** Whether costs are known. `partly`: some work has no recorded cost, so the margin is an upper limit. */
  @ApiProperty({ enum: COSTS_KNOWN })
  costsKnown: CostsKnown;
  /** Number of items without a recorded cost, by kind: sent kits, visits, and parts used for tickets. */
  gaps: CostGapCountDto[];
}

export class MarginRowDto extends MarginDto {
  contract: NumberedDto;
  customer: NamedDto;
  /** The seller: one of the maker's legal entities. */
  legalEntity: NamedDto;
  currency: string;
  /** Machine of the row; null for margins by contract, and for amounts without a machine. */
  machine: MachineRefDto | null;
  /** Months in which the contract was in force and for which no document has been issued yet. */
  unissuedMonths: string[];
}

export class MarginListDto extends WholeListDto {
  /** Margins, lowest percentage first. Margins without a percentage come last. */
  items: MarginRowDto[];
}

export class MarginOfMonthDto extends MarginDto {
  month: string;
  /** Whether the invoice of the month is issued. */
  isIssued: boolean;
}

export class CostGapDto {
  @ApiProperty({ enum: GAP_KINDS })
  kind: GapKind;
  /** Id of the delivery or ticket. */
  id: string;
  number: string;
  day: string;
  machine: MachineRefDto;
}

export class ContractRevenueDto {
  currency: string;
  months: MarginOfMonthDto[];
  total: MarginDto;
  /** Work without a recorded cost, newest first, at most 500. */
  gaps: CostGapDto[];
}
