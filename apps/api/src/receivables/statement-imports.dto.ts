import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO4217CurrencyCode,
  IsNotEmpty,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import {
  STATEMENT_ENCODINGS,
  type StatementEncoding,
  type StatementFormat,
  type StatementImportState,
} from '#receivables';
import { AmountDto } from '../contracts/contracts.dto.js';
import { MayBeAbsent, OrNull } from '../http/fields/absence.decorators.js';
import { WholeListDto } from '../http/whole-list.js';
import { IsColumnRef, IsColumnRefs } from './column-ref.decorators.js';

const COLUMN = { oneOf: [{ type: 'string' }, { type: 'integer', minimum: 1 }] };

/**
 * Columns of a CSV file: headers, or positions starting at 1. If the file has no headers, only positions are possible.
 */
export class StatementColumnsDto {
  @ApiProperty(COLUMN)
  @IsColumnRef()
  bookingDate: string | number;

  @ApiProperty({ ...COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRef()
  valueDate?: string | number;

  /**
   * Column of the amounts. If the file has separate columns for debits and credits, set `debit` and `credit` instead.
   */
  @ApiProperty({ ...COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRef()
  amount?: string | number;

  @ApiProperty({ ...COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRef()
  debit?: string | number;

  @ApiProperty({ ...COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRef()
  credit?: string | number;

  /** Column that marks debits, if amounts have no sign. */
  @ApiProperty({ ...COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRef()
  mark?: string | number;

  @ApiProperty({ ...COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRef()
  currency?: string | number;

  /** Column of your account, if the file contains lines of several accounts. */
  @ApiProperty({ ...COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRef()
  account?: string | number;

  @ApiProperty({ ...COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRef()
  name?: string | number;

  @ApiProperty({ ...COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRef()
  counterpartyAccount?: string | number;

  /** Columns of the payment text. Their values are joined. */
  @ApiProperty({ type: 'array', items: COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRefs()
  text?: (string | number)[];

  @ApiProperty({ ...COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRef()
  reference?: string | number;

  @ApiProperty({ ...COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRef()
  endToEndId?: string | number;

  @ApiProperty({ ...COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRef()
  bankReference?: string | number;

  @ApiProperty({ ...COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRef()
  transactionCode?: string | number;

  @ApiProperty({ ...COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRef()
  charges?: string | number;
}

/** Layout of a bank's CSV files: the columns, and the formats of dates and amounts. */
export class ColumnMapDto {
  @ValidateNested()
  @Type(() => StatementColumnsDto)
  columns: StatementColumnsDto;

  @IsIn([';', ',', '\t', '|'])
  delimiter: ';' | ',' | '\t' | '|';

  @IsIn([',', '.'])
  decimal: ',' | '.';

  /** Order and punctuation of dates, with `yyyy`, `yy`, `MM`, `M`, `dd` and `d`, such as `dd.MM.yyyy`. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(20)
  dateFormat: string;

  /** Number of rows to skip before the headers or, if there are no headers, before the first line. */
  @IsInt()
  @Min(0)
  @Max(1000)
  skippedRows: number;

  @IsBoolean()
  hasHeaders: boolean;

  /** Values of the column `mark` that make a line a debit. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  debitMarks?: string[];

  /** Your account, if the file has no column with the account. */
  @OrNull()
  @IsString()
  @MaxLength(64)
  account: string | null;

  /** Currency of the account, if the file has no column with the currency. */
  @OrNull()
  @IsISO4217CurrencyCode()
  currency: string | null;
}

export class ImportOptionsDto {
  /** Column map. If it is set, the file is read as CSV. */
  @MayBeAbsent()
  @ValidateNested()
  @Type(() => ColumnMapDto)
  columnMap?: ColumnMapDto;

  /** Name under which the column map is offered for later files. */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(80)
  columnMapName?: string;

  /** Encoding of the file. Defaults to the encoding that the file declares or, if it declares none, to UTF-8. */
  @MayBeAbsent()
  @IsIn(STATEMENT_ENCODINGS)
  encoding?: StatementEncoding;

  /**
   * Direction that CAMT files without balances state for a reversal: the direction of the reversal itself (`booked`,
   * the default), or the direction of the reversed entry (`original`).
   */
  @MayBeAbsent()
  @IsIn(['booked', 'original'])
  reversalDirection?: 'booked' | 'original';
}

export class StatementSummaryDto {
  bankAccountId: string;
  account: string;
  currency: string;
  /** Number or identification of the statement at the bank. */
  statementNumber: string | null;
  openingBalance: string | null;
  closingBalance: string | null;
  firstDay: string | null;
  lastDay: string | null;
  lines: number;
  /** Sum of incoming payments. */
  received: string;
  /** Sum of outgoing payments; zero or negative. */
  sent: string;
}

export class ImportSummaryDto {
  format: StatementFormat;
  statements: StatementSummaryDto[];
  lines: number;
  /** Number of lines that were imported before. They are not imported again. */
  repeated: number;
  /** Number of new payments. */
  payments: number;
  /** Number of new payments for which references prove the documents. */
  matched: number;
  /** Number of new payments with a suggestion. */
  suggested: number;
  /** Number of new lines that are not payments: outgoing payments and reversals. */
  others: number;
}

export class ImportProblemDto {
  /** Error code. */
  code: string;
  /** Parameters of the error, such as the line of the file. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  params: Record<string, unknown>;
}

export class StatementImportDto {
  id: string;
  /** Name of the file. */
  name: string;
  /**
   * `reading`, `importing`: the worker has not finished yet. `ready`: the file can be imported. `refused`: the file
   * contains an error, which `problem` states. `done`: the lines are imported.
   */
  state: StatementImportState;
  options: ImportOptionsDto;
  /** Contents of the file, and the result of the import; null until the file is read. */
  summary: ImportSummaryDto | null;
  /** Reason for the refusal; null unless the file is refused. No line of a refused file is imported. */
  problem: ImportProblemDto | null;
  createdAt: Date;
  createdBy: string | null;
  finishedAt: Date | null;
}

export class StatementImportListDto {
  items: StatementImportDto[];
  next: string | null;
}

export class NewStatementImportQueryDto {
  /** Name of the file. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name: string;
}

export class KnownColumnMapDto {
  name: string;
  columnMap: ColumnMapDto;
}

export class KnownColumnMapListDto extends WholeListDto {
  items: KnownColumnMapDto[];
}

/** A line of an imported statement. */
export class StatementLineDto {
  /** Your account. */
  bankAccount: string;
  /** Number of the line in the file, starting at 1. */
  fileLine: number;
  bookingDate: string;
  /** Amount of the line; negative for an outgoing payment. */
  amount: AmountDto;
  counterpartyName: string | null;
  counterpartyAccount: string | null;
  text: string;
  /** Payment that was created from the line; null for outgoing payments and reversals. */
  paymentId: string | null;
  /** Unapplied part of the payment; null without a payment. */
  unapplied: AmountDto | null;
}

export class StatementLineListDto {
  items: StatementLineDto[];
  next: string | null;
}
