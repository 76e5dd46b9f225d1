import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsDate,
  IsIn,
  IsUUID,
  Matches,
} from 'class-validator';
import { Type } from 'class-transformer';
import { CSV_FORMULAS, type CsvFormulas } from '#platform';
import { EXPORT_FORMATS, type ExportFormat } from '#telemetry';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';
import {
  ExportFaultDto,
  ExportFileDto,
  MOST_CHOSEN,
  MOST_SIGNALS,
  SIGNAL_KEY,
} from './export-schedules.dto.js';

export class NewExportJobDto {
  /** Ids of machines; without it all machines. */
  @MayBeAbsent()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @ArrayMaxSize(MOST_CHOSEN)
  @IsUUID(undefined, { each: true })
  machines?: string[];

  /** Keys; without it every signal. */
  @MayBeAbsent()
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(MOST_SIGNALS)
  @Matches(SIGNAL_KEY, { each: true })
  signals: string[] = [];

  @IsDate()
  @Type(() => Date)
  from: Date;

  /** Not included. */
  @IsDate()
  @Type(() => Date)
  to: Date;

  @MayBeAbsent()
  @IsIn(EXPORT_FORMATS)
  @ApiProperty({ enum: EXPORT_FORMATS, required: false, default: 'csv' })
  format: ExportFormat = 'csv';

  /** Text of CSV that a spreadsheet would run as a formula: `escape` puts an apostrophe before it, `keep` leaves it as it is. */
  @MayBeAbsent()
  @IsIn(CSV_FORMULAS)
  @ApiProperty({ enum: CSV_FORMULAS, required: false, default: 'escape' })
  formulas: CsvFormulas = 'escape';
}

export class ExportJobDto {
  id: string;
  /** Serial numbers; null for all machines. */
  machines: string[] | null;
  /** None: every signal. */
  signals: string[];
  /** The period; `to` is not included. */
  from: Date;
  to: Date;
  @ApiProperty({ enum: EXPORT_FORMATS })
  format: ExportFormat;
  @ApiProperty({ enum: CSV_FORMULAS })
  formulas: CsvFormulas;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Devices that are finished, and how many there are; 0 until that is known. */
  done: number;
  total: number;
  /** Null until the file is complete. */
  file: ExportFileDto | null;
  /** Values in the file, a row each. */
  points: number | null;
  /** Readings that were received later are not in the file. */
  knownUntil: Date | null;
  fault: ExportFaultDto | null;
  createdAt: Date;
  finishedAt: Date | null;
  /** When the export and its file are deleted, seven days after it ended; null until then. */
  expiresAt: Date | null;
}

export class ExportJobListDto {
  items: ExportJobDto[];
  next: string | null;
}
