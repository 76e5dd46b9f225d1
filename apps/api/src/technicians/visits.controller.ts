import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { VisitsQueries } from '#service';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { VisitListDto, VisitQueryDto } from './technicians.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('technicians')
@Controller('visits')
export class VisitsController {
  constructor(private readonly visits: VisitsQueries) {}

  /**
   * List visits.
   * @remarks Returns visits that overlap a range of at most 62 days, in chronological order. Excludes cancelled visits.
   * Technicians see only their own visits.
   */
  @Get()
  @RequirePermission('tickets.read')
  async list(@CurrentScope() scope: Scope, @Query() query: VisitQueryDto): Promise<VisitListDto> {
    return toWholeList(await this.visits.list(scope, query));
  }
}
