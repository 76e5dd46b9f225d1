import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PlansService } from '#contracts';
import type { Scope } from '#platform';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/current-scope.decorator.js';
import { RequirePermission } from '../security/require-permission.decorator.js';
import { toPlanWithTerms } from './contract-views.js';
import { NewPlanDto, PlanListDto, PlanWithTermsDto } from './contracts.dto.js';

@ApiTags('contracts')
@Controller('plans')
export class PlansController {
  constructor(private readonly plans: PlansService) {}

  /** What the maker offers, by code. */
  @Get()
  @RequirePermission('contracts.read')
  async list(@CurrentScope() scope: Scope): Promise<PlanListDto> {
    return { items: (await this.plans.list(scope)).map(toPlanWithTerms) };
  }

  @Post()
  @RequirePermission('contracts.write')
  @Idempotent()
  async create(
    @CurrentScope() scope: Scope,
    @Body() { name, ...plan }: NewPlanDto,
  ): Promise<PlanWithTermsDto> {
    return toPlanWithTerms(await this.plans.create(scope, { ...plan, nameI18n: name }));
  }
}
