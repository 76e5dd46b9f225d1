import { ApiPropertyOptional } from '@nestjs/swagger';
import { MayBeNull } from '../http/fields/absence.decorators.js';
import { IsAmountPrecision } from '../http/fields/decimal.decorators.js';

/** What every description of a term may say. */
export class DescriptionDto {
  /** ISO 4217, so many decimals, or null where nothing is rounded. */
  @MayBeNull()
  @IsAmountPrecision()
  @ApiPropertyOptional({ oneOf: [{ type: 'string' }, { type: 'integer' }], nullable: true })
  currency?: string | number | null;
}
