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
  MAX_CHOSEN,
  MAX_SIGNALS,
  SIGNAL_KEY,
} from './export-schedules.dto.js';

export class NewExportJobDto {
  /** Ids of machines. Defaults to all machines. */
  @MayBeAbsent()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @ArrayMaxSize(MAX_CHOSEN)
  @IsUUID(undefined, { each: true })
  machines?: string[];

  /** Keys of signals. Defaults to all signals. */
  @MayBeAbsent()
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(MAX_SIGNALS)
  @Matches(SIGNAL_KEY, { each: true })
  signals: string[] = [];

  @IsDate()
  @Type(() => Date)
  from: Date;

  /** End of the range, exclusive. */
  @IsDate()
  @Type(() => Date)
  to: Date;

  @MayBeAbsent()
  @IsIn(EXPORT_FORMATS)
  @ApiProperty({ enum: EXPORT_FORMATS, required: false, default: 'csv' })
  format: ExportFormat = 'csv';

  /**
   * Treatment of CSV text that a spreadsheet would run as a formula: `escape` puts an apostrophe in front of it; `keep`
   * leaves it unchanged.
   */
  @MayBeAbsent()
  @IsIn(CSV_FORMULAS)
  @ApiProperty({ enum: CSV_FORMULAS, required: false, default: 'escape' })
  formulas: CsvFormulas = 'escape';
}

export class ExportJobDto {
  id: string;
  /** Serial numbers of the machines; null for all machines. */
  machines: string[] | null;
  /** Keys of signals; empty for all signals. */
  signals: string[];
  /** Start of the range. `to` is the end of the range, exclusive. */
  from: Date;
  to: Date;
  @ApiProperty({ enum: EXPORT_FORMATS })
  format: ExportFormat;
  @ApiProperty({ enum: CSV_FORMULAS })
  formulas: CsvFormulas;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Number of finished devices. `total` is the number of all devices, and 0 until that number is known. */
  done: number;
  total: number;
  /** File of the export; null until it is complete. */
  file: ExportFileDto | null;
  /** Number of values in the file. Each row contains one value. Null until the file is complete. */
  points: number | null;
  /** Cutoff of the file, which excludes readings that were received later. Null until the file is complete. */
  knownUntil: Date | null;
  fault: ExportFaultDto | null;
  createdAt: Date;
  finishedAt: Date | null;
  /**
   * Time when the export and its file will be deleted, which is seven days after the export ended; null while it is in
   * progress.
   */
  expiresAt: Date | null;
}

export class ExportJobListDto {
  items: ExportJobDto[];
  next: string | null;
}
