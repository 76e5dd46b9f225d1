import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LIFE_LEVELS, type LifeLevel, type LifeReasonCode, UNIT_ENDS, type UnitEnd } from '#diagnostics';

const ROWS = {
  type: 'array',
  items: { type: 'array', items: { type: 'number', nullable: true } },
} as const;

export class LifeSignalDto {
  key: string;
}

export class KnownUnitDto {
  id: string;

  /** Rows from the first use, with one number or null for each signal. */
  @ApiProperty(ROWS)
  values: (number | null)[][];

  /** `replaced` and `running` only show that the unit lasted at least that long. */
  @ApiProperty({ enum: UNIT_ENDS })
  ended: UnitEnd;
}

export class LifeTargetDto {
  id: string;

  /** Rows from the first use until now, with one number or null for each signal. */
  @ApiProperty(ROWS)
  values: (number | null)[][];
}

export class RemainingLifePreviewRequestDto {
  signals: LifeSignalDto[];

  /** Number of rows that a unit is designed to last. */
  @ApiPropertyOptional({ type: Number, nullable: true })
  designLife?: number | null;

  /** Other units of the same model, with their history. The estimates are based on them. */
  @ApiPropertyOptional({ type: [KnownUnitDto], nullable: true })
  units?: KnownUnitDto[] | null;

  targets: LifeTargetDto[];
}

export class LifeReasonDto {
  @ApiProperty({ type: String })
  code: LifeReasonCode;

  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'number' }, { type: 'string' }] },
  })
  params: Record<string, number | string>;
}

/** Remaining life in rows. Percentiles are null at level `none`. */
export class RemainingLifeDto {
  id: string;

  @ApiProperty({ type: Number, nullable: true })
  p10: number | null;

  @ApiProperty({ type: Number, nullable: true })
  p50: number | null;

  @ApiProperty({ type: Number, nullable: true })
  p90: number | null;

  /** Basis of the estimate; `none` if there is no estimate. */
  @ApiProperty({ enum: LIFE_LEVELS })
  level: LifeLevel;

  why: LifeReasonDto[];
}

export class RemainingLifePreviewDto {
  targets: RemainingLifeDto[];
}
