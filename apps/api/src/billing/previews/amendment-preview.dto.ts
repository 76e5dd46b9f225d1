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
  /** Amount that the amendment adds; null while either side is on hold. */
  difference: AmountDto | null;
}

export class MonthFiguresDto {
  net: AmountDto;
  tax: AmountDto;
  gross: AmountDto;
  /** Number of lines that are on hold. */
  heldLines: number;
  /** Part of the gross amount that the contract's deposit pays at its end; null if nothing is set off. */
  deposit: AmountDto | null;
}

export class AmendedMonthDto {
  /** Month, `YYYY-MM`. */
  month: string;
  /**
   * `whole`: all usage is known. `so_far`: some usage is known. `assumed`: no usage is known; meters are assumed to
   * continue as in the last completed month.
   */
  basis: 'whole' | 'so_far' | 'assumed';
  /** Number of the invoice that was issued for the month; null if none was. Any difference then needs a correction. */
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
   * Months from the one in which the amendment takes effect or the current one, whichever is earlier, until two months
   * after whichever is later.
   */
  months: AmendedMonthDto[];
  /** Sum of all months before the amendment, without tax. */
  before: AmountDto;
  after: AmountDto;
  difference: AmountDto;
}
