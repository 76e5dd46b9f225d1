import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { BillingRuns } from '#billing';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toJobDto } from '../billing-views.js';
import { JobDto, JobListDto } from '../billing.dto.js';
import { toWholeList } from '../../http/whole-list.js';

@ApiTags('billing')
@Controller('jobs')
export class JobsController {
  constructor(private readonly runs: BillingRuns) {}

  /**
   * List jobs.
   * @remarks Returns the maker's jobs that are waiting or running, oldest first.
   */
  @Get()
  @RequirePermission('fleet.read')
  async list(@CurrentScope() scope: Scope): Promise<JobListDto> {
    return toWholeList((await this.runs.listActiveJobs(scope)).map(toJobDto));
  }

  /**
   * Get a job.
   * @remarks Returns the progress of a job.
   */
  @Get(':id')
  @RequirePermission('fleet.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<JobDto> {
    return toJobDto(await this.runs.getJob(scope, id));
  }
}
