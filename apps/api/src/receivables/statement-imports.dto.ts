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

/** Columns of a CSV file: headers, or positions from 1 if the file has no headers. */
export class StatementColumnsDto {
  @ApiProperty(COLUMN)
  @IsColumnRef()
  bookingDate: string | number;

  @ApiProperty({ ...COLUMN, required: false })
  @MayBeAbsent()
  @IsColumnRef()
  valueDate?: string | number;

  /** Signed amount; otherwise `debit` and `credit`, of which one is filled. */
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

  /** Your account, if the file has lines of several accounts. */
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

  /** Columns of the text, which are joined. */
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

  /** Rows before the headers, or before the first line if there are no headers. */
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

  /** Your account, if the file has no column with it. */
  @OrNull()
  @IsString()
  @MaxLength(64)
  account: string | null;

  /** Currency of the account, if the file has no column with it. */
  @OrNull()
  @IsISO4217CurrencyCode()
  currency: string | null;
}

export class ImportOptionsDto {
  /** Makes the file a CSV file. */
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

  /** By default UTF-8, or the encoding that the file declares. */
  @MayBeAbsent()
  @IsIn(STATEMENT_ENCODINGS)
  encoding?: StatementEncoding;

  /**
   * The mark of reversals in CAMT files without balances: their own direction (`booked`, the default), or
   * that of the reversed entry.
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
  /** Sum of received money. */
  received: string;
  /** Sum of money that left the account; zero or negative. */
  sent: string;
}

export class ImportSummaryDto {
  format: StatementFormat;
  statements: StatementSummaryDto[];
  lines: number;
  /** Lines that were imported before. They are not imported again. */
  repeated: number;
  /** New payments. */
  payments: number;
  /** New payments that references prove to be for certain documents. */
  matched: number;
  /** New payments with a suggestion. */
  suggested: number;
  /** New lines that are not payments: money that left the account, and reversals. */
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
  /** `reading` and `importing` until the worker is done; `ready` to be imported; `refused` because the file is wrong. */
  state: StatementImportState;
  options: ImportOptionsDto;
  /** Null until the file is read. */
  summary: ImportSummaryDto | null;
  /** Null unless the file is refused. Nothing is stored from a refused file. */
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
  /** Line of the file, from 1. */
  fileLine: number;
  bookingDate: string;
  /** Negative for money that left the account. */
  amount: AmountDto;
  counterpartyName: string | null;
  counterpartyAccount: string | null;
  text: string;
  /** Null for money that left the account, and for reversals. */
  paymentId: string | null;
  /** Part of the payment that is not used for any document; null without a payment. */
  unapplied: AmountDto | null;
}

export class StatementLineListDto {
  items: StatementLineDto[];
  next: string | null;
}
