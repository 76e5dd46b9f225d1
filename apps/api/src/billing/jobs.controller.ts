import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DraftRuns } from '#billing';
import type { Scope } from '#platform';
import { IdPipe } from '../http/id.pipe.js';
import { CurrentScope } from '../security/current-scope.decorator.js';
import { RequirePermission } from '../security/require-permission.decorator.js';
import { toJobDto } from './billing-views.js';
import { JobDto } from './billing.dto.js';

@ApiTags('billing')
@Controller('jobs')
export class JobsController {
  constructor(private readonly runs: DraftRuns) {}

  /** How far long work of the maker's has come. */
  @Get(':id')
  @RequirePermission('fleet.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<JobDto> {
    return toJobDto(await this.runs.get(scope, id));
  }
}
