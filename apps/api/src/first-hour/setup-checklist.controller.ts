import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { deriveSetupChecklist } from './domain/setup-checklist.js';
import { SetupChecklistDto } from './setup-checklist.dto.js';
import { SetupChecklistQueries } from './setup-checklist.queries.js';

@ApiTags('organization')
@Controller('setup-checklist')
export class SetupChecklistController {
  constructor(private readonly queries: SetupChecklistQueries) {}

  /**
   * Get the setup checklist.
   * @remarks Returns the steps from an empty installation to the first draft of an invoice. Their states are derived
   * from the maker's data.
   */
  @Get()
  @RequirePermission('settings.write')
  async get(@CurrentScope() scope: Scope): Promise<SetupChecklistDto> {
    const { steps, ...checklist } = deriveSetupChecklist(await this.queries.count(scope));
    return { ...checklist, steps: [...steps] };
  }
}
