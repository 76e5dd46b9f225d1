import { type CsvFormulas } from '#platform';
import { FormulasOption } from '../http/csv-query.dto.js';
import { PostingPeriodQueryDto } from './posting-period-query.dto.js';

export class JournalExportQueryDto extends PostingPeriodQueryDto {
  @FormulasOption()
  formulas: CsvFormulas = 'escape';
}
