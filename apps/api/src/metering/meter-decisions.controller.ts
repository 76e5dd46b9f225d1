import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MeterDecisions } from '#metering';
import type { Scope } from '#platform';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { DecisionLimitsDto, NewVerdictDto } from './meter-exceptions.dto.js';

@ApiTags('billing')
@Controller('meter-decisions')
export class MeterDecisionsController {
  constructor(private readonly decisions: MeterDecisions) {}

  /**
   * Get the limits of meter decisions.
   * @remarks Returns the quantities up to which one person can decide alone, by unit.
   */
  @Get('limits')
  @RequirePermission('meters.decide')
  async limits(@CurrentScope() scope: Scope): Promise<DecisionLimitsDto> {
    return { limits: (await this.decisions.limits(scope)).map((limit) => ({ ...limit })) };
  }

  /**
   * Set the limits of meter decisions.
   * @remarks Replaces all limits. Decisions in a unit without a limit need no second person.
   */
  @Put('limits')
  @RequirePermission('settings.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  setLimits(@CurrentScope() scope: Scope, @Body() { limits }: DecisionLimitsDto): Promise<void> {
    return this.decisions.setLimits(scope, limits);
  }

  /**
   * Confirm or reject a meter decision.
   * @remarks Records the verdict of a second person. The author of the decision cannot confirm or reject it.
   */
  @Post(':id/verdict')
  @RequirePermission('meters.decide')
  @HttpCode(HttpStatus.NO_CONTENT)
  verdict(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { verdict, note }: NewVerdictDto,
  ): Promise<void> {
    return this.decisions.giveVerdict(scope, id, verdict, note ?? '');
  }
}
