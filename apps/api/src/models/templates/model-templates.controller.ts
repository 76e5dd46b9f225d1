import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { toWholeList } from '../../http/whole-list.js';
import { CurrentPrincipal } from '../../security/decorators/current-principal.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import type { Principal } from '../../security/principal.js';
import { ModelDto } from '../models.dto.js';
import { toModelDto } from '../signal-views.js';
import { ModelTemplateDto, ModelTemplateListDto, NewModelFromTemplateDto } from './model-templates.dto.js';
import { ModelTemplatesService } from './model-templates.service.js';
import { MODEL_TEMPLATES, type ModelTemplate } from './model-templates.js';
import { COMMON_SIGNALS } from './template-signals.js';
import { rulesOf } from './template-content.js';

@ApiTags('registry')
@Controller()
export class ModelTemplatesController {
  constructor(private readonly templates: ModelTemplatesService) {}

  /**
   * List model templates.
   * @remarks Returns the templates from which a machine model can be created.
   */
  @Get('model-templates')
  @RequirePermission('registry.write')
  list(): ModelTemplateListDto {
    return toWholeList(MODEL_TEMPLATES.map(toDto));
  }

  /**
   * Create a machine model from a template.
   * @remarks Creates a model with the signals, the meter and the alarm rules of a template. The alarm rules are omitted
   * if the caller lacks the permission `rules.write`. The model can then be changed like any other model.
   */
  @Post('models/from-template')
  @RequirePermission('registry.write')
  @Idempotent()
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() { template, ...fields }: NewModelFromTemplateDto,
  ): Promise<ModelDto> {
    return toModelDto(await this.templates.create(principal, template, fields));
  }
}

function toDto(template: ModelTemplate): ModelTemplateDto {
  const { label, unit } = COMMON_SIGNALS[template.meter.signalKey];
  return {
    key: template.key,
    name: { ...template.name },
    signals: template.signals.length,
    alarmRules: rulesOf(template).length,
    meter: { ...label },
    meterUnit: unit,
    attributes: { ...template.attributes },
  };
}
