import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import type { CsvFormulas } from '#platform';
import { EXPORT_FORMATS, type ExportFormat } from '#telemetry';
import { FormulasOption } from '../../http/csv-query.dto.js';
import { SignalsQueryDto, toList } from '../history.dto.js';

export class ExportQueryDto extends SignalsQueryDto {
  /** Ids of machines, separated by commas. Defaults to all machines. */
  @IsOptional()
  @Transform(toList)
  @IsArray()
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  machines?: string[];

  /**
   * Format of the file. `csv` is text separated by `;`, `ndjson` has one JSON object per line, and `parquet` is Apache
   * Parquet.
   */
  @ApiPropertyOptional({ enum: EXPORT_FORMATS, default: 'csv' })
  @IsOptional()
  @IsIn(EXPORT_FORMATS)
  format: ExportFormat = 'csv';

  @FormulasOption()
  formulas: CsvFormulas = 'escape';
}

export class ReadingsCsvQueryDto extends SignalsQueryDto {
  @FormulasOption()
  formulas: CsvFormulas = 'escape';
}
