import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PlansService } from '#contracts';
import type { Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { toEntry } from '../price-books/entry-views.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { toPlanWithTerms } from './contract-views.js';
import { NewPlanDto, PlanChangesDto, PlanListDto, PlanQueryDto, PlanWithTermsDto } from './plans.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('contracts')
@Controller('plans')
export class PlansController {
  constructor(private readonly plans: PlansService) {}

  /**
   * List plans.
   * @remarks Returns the maker's plans sorted by code.
   */
  @Get()
  @RequirePermission('contracts.read')
  async list(@CurrentScope() scope: Scope, @Query() query: PlanQueryDto): Promise<PlanListDto> {
    return toWholeList((await this.plans.list(scope, query)).map(toPlanWithTerms));
  }

  /**
   * Create a plan.
   * @remarks If the request contains prices, they are stored in a price book.
   */
  @Post()
  @RequirePermission('contracts.write')
  @Idempotent()
  async create(
    @CurrentScope() scope: Scope,
    @Body() { name, prices, ...plan }: NewPlanDto,
  ): Promise<PlanWithTermsDto> {
    const created = await this.plans.create(scope, {
      ...plan,
      nameI18n: name,
      prices: prices && {
        bookId: prices.bookId ?? null,
        currency: prices.currency,
        validFrom: prices.validFrom,
        charges: prices.charges.map(toEntry),
      },
    });
    return toPlanWithTerms(created);
  }

  /**
   * Update a plan.
   * @remarks Changes the code, name or structure of a plan, or archives the plan. Existing contracts keep an archived
   * plan; new contracts cannot use it.
   */
  @Patch(':id')
  @RequirePermission('contracts.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() { name, ...changes }: PlanChangesDto,
  ): Promise<PlanWithTermsDto> {
    return toPlanWithTerms(await this.plans.change(scope, id, version, { ...changes, nameI18n: name }));
  }
}
