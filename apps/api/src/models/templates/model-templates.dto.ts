import { IsIn, IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import { MayBeNull } from '../../http/fields/absence.decorators.js';
import { WholeListDto } from '../../http/whole-list.js';
import { CODE } from '../models.dto.js';
import { MODEL_TEMPLATE_KEYS, type ModelTemplateKey } from './model-templates.js';

export class ModelTemplateDto {
  key: ModelTemplateKey;
  /** Name by locale. */
  name: Record<string, string>;
  /** Number of signals. */
  signals: number;
  /** Number of alarm rules. */
  alarmRules: number;
  /** Name of the meter by locale. */
  meter: Record<string, string>;
  /** UCUM unit code of the meter's quantity. */
  meterUnit: string;
  /** Values of the data sheet, such as `service_interval_hours`. */
  attributes: Record<string, number>;
}

export class ModelTemplateListDto extends WholeListDto {
  items: ModelTemplateDto[];
}

export class NewModelFromTemplateDto {
  /** Key of the template. */
  @IsIn(MODEL_TEMPLATE_KEYS)
  template: ModelTemplateKey;

  @Matches(CODE)
  code: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @MayBeNull()
  @IsString()
  @MaxLength(60)
  requiredSkill?: string | null;
}
