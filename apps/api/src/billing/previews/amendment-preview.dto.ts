import { PickType } from '@nestjs/swagger';
import { TerminationDto } from '../../contracts/amendments/amendments.dto.js';
import { AmountDto } from '../../contracts/contracts.dto.js';
import { InvoiceLineDto } from '../billing.dto.js';

/** Line as it would be in the month's draft. */
export class AmendedLineDto extends PickType(InvoiceLineDto, [
  'kind',
  'chargeKey',
  'component',
  'name',
  'serviceFrom',
  'serviceEndsOn',
  'serviceTo',
  'params',
  'clause',
  'quantity',
  'unit',
  'unitPrice',
  'amount',
  'state',
]) {}

/** The same line before and after the amendment. */
export class AmendedLinePairDto {
  before: AmendedLineDto | null;
  after: AmendedLineDto | null;
  /** Amount that the amendment adds; null while either line is on hold. */
  difference: AmountDto | null;
}

export class MonthFiguresDto {
  net: AmountDto;
  tax: AmountDto;
  gross: AmountDto;
  /** Number of lines that are on hold. */
  heldLines: number;
  /** Part of the last month's gross amount that is paid from the contract's deposit; null if no deposit is used. */
  deposit: AmountDto | null;
}

export class AmendedMonthDto {
  /** Month, `YYYY-MM`. */
  month: string;
  /**
   * `whole`: the month is over. `so_far`: the month has started, and its usage so far is known. `assumed`: the month
   * has not started; meters are assumed to continue as in the last completed month.
   */
  basis: 'whole' | 'so_far' | 'assumed';
  /**
   * Number of the invoice that was issued for the month, so that any difference requires a correction; null if no
   * invoice was issued.
   */
  issued: string | null;
  lines: AmendedLinePairDto[];
  /** Amounts before the amendment; null if the contract bills no day of the month. */
  before: MonthFiguresDto | null;
  after: MonthFiguresDto | null;
  /** Amount that the amendment adds to the month, without tax. */
  difference: AmountDto;
}

export class AmendmentPreviewDto {
  currency: string;
  effectiveOn: string;
  /** Calculation of the cost of a termination; null unless the amendment ends the contract. */
  termination: TerminationDto | null;
  /**
   * Months that are compared: from the month in which the amendment takes effect or the current month, whichever is
   * earlier, until two months after the later of the two; at most the last fifteen of these months.
   */
  months: AmendedMonthDto[];
  /** Sum of all months before the amendment, without tax. */
  before: AmountDto;
  after: AmountDto;
  difference: AmountDto;
}
