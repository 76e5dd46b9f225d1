import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { CSV_FORMULAS, type CsvFormulas } from '#platform';

/** Query parameter that selects how a CSV file treats text that looks like a formula. */
export const FormulasOption = () =>
  applyDecorators(
    ApiPropertyOptional({
      enum: CSV_FORMULAS,
      default: 'escape',
      description:
        'Treatment of CSV text that a spreadsheet would run as a formula: `escape` puts an apostrophe in front of it; `keep` leaves it unchanged, for programs. Numbers never change.',
    }),
    IsOptional(),
    IsIn(CSV_FORMULAS),
  );

export class CsvQueryDto {
  @FormulasOption()
  formulas: CsvFormulas = 'escape';
}
