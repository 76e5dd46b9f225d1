import { Injectable } from '@nestjs/common';
import { ModelMetersService } from '#contracts';
import { AlarmRules } from '#diagnostics';
import { ModelsService, type ModelWithSignals, type NewModel } from '#equipment';
import { UnitOfWork } from '#platform';
import type { Principal } from '../../security/principal.js';
import { MODEL_TEMPLATES, type ModelTemplateKey } from './model-templates.js';
import { meterOf, rulesOf, signalsOf } from './template-content.js';

/** Creates machine models from templates. */
@Injectable()
export class ModelTemplatesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly models: ModelsService,
    private readonly meters: ModelMetersService,
    private readonly rules: AlarmRules,
  ) {}

  /**
   * Creates a model with the signals, the meter and the alarm rules of a template, completely or not at all. If the
   * caller may not change alarm rules, the model is created without rules.
   * @throws DomainError equipment.model_invalid, equipment.model_code_taken
   */
  create(
    { scope, user, permissions }: Principal,
    key: ModelTemplateKey,
    fields: Pick<NewModel, 'code' | 'name' | 'requiredSkill'>,
  ): Promise<ModelWithSignals> {
    const template = MODEL_TEMPLATES.find((one) => one.key === key)!;
    return this.unitOfWork.run(scope, async (tx) => {
      const model = await this.models.createWithin(tx, {
        ...fields,
        attributes: template.attributes,
        signals: signalsOf(template),
      });
      await this.meters.addWithin(tx, model.id, meterOf(template, user.locale));
      if (permissions.has('rules.write'))
        for (const rule of rulesOf(template))
          await this.rules.createWithin(tx, { ...rule, modelId: model.id });
      return model;
    });
  }
}
