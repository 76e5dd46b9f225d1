import { ApiPropertyOptional } from '@nestjs/swagger';
import { MayBeNull } from '../http/fields/absence.decorators.js';
import { IsAmountPrecision } from '../http/fields/decimal.decorators.js';

/** Common fields of term descriptions. */
export class DescriptionDto {
  /** ISO 4217 code, or number of decimals of amounts. If omitted or null, amounts are not rounded. */
  @MayBeNull()
  @IsAmountPrecision()
  @ApiPropertyOptional({ oneOf: [{ type: 'string' }, { type: 'integer' }], nullable: true })
  currency?: string | number | null;
}
