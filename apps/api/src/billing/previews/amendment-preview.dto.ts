import { PickType } from '@nestjs/swagger';
import { TerminationDto } from '../../contracts/amendments/amendments.dto.js';
import { AmountDto } from '../../contracts/contracts.dto.js';
import { InvoiceLineDto } from '../billing.dto.js';

/** A line as the month's draft would have it. */
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

/** The same line as it is and as it would be. */
export class AmendedLinePairDto {
  before: AmendedLineDto | null;
  after: AmendedLineDto | null;
  /** What it adds; null while one side waits. */
  difference: AmountDto | null;
}

export class MonthFiguresDto {
  net: AmountDto;
  tax: AmountDto;
  gross: AmountDto;
  /** Lines that wait for data or a decision. */
  heldLines: number;
  /** What of it the contract's deposit pays, as it ends; null where nothing is set off. */
  deposit: AmountDto | null;
}

export class AmendedMonthDto {
  /** `YYYY-MM` */
  month: string;
  /** All usage is known, some of it by now, or none: then meters go on as in the last month that is over. */
  basis: 'whole' | 'so_far' | 'assumed';
  /** The number of the invoice that was issued for it: what it would differ in needs a correction. */
  issued: string | null;
  lines: AmendedLinePairDto[];
  /** Null where the contract bills no day of the month. */
  before: MonthFiguresDto | null;
  after: MonthFiguresDto | null;
  /** What it adds to the month, without tax. */
  difference: AmountDto;
}

export class AmendmentPreviewDto {
  currency: string;
  effectiveOn: string;
  /** Where it ends the contract: how what that costs was reckoned. */
  termination: TerminationDto | null;
  /** From the month in which it takes effect, or the running one, until the second one to come. */
  months: AmendedMonthDto[];
  /** What all of them come to, without tax. */
  before: AmountDto;
  after: AmountDto;
  difference: AmountDto;
}
