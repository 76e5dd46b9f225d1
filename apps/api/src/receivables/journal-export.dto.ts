import { IsUUID } from 'class-validator';
import { CsvQueryDto } from '../http/csv-query.dto.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';

export class JournalExportQueryDto extends CsvQueryDto {
  @IsUUID()
  legalEntityId: string;

  /** The first posting date. */
  @IsRealDay()
  from: string;

  /** The last posting date, inclusive; less than a year after the first one. */
  @IsRealDay()
  to: string;
}
