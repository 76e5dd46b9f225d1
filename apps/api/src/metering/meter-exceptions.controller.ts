import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MeterDecisions, MeterExceptions, type DecisionInput } from '#metering';
import { decodeTextCursor, type Scope } from '#platform';
import { ExceptionEffects } from '#billing';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { toDecisionDto, toEffectDto, toExceptionRow } from './exception-views.js';
import {
  CounterPointsDto,
  DecisionEffectDto,
  DecisionIdDto,
  DecisionInputDto,
  ExceptionDto,
  ExceptionListDto,
  ExceptionQueryDto,
  NewDecisionDto,
} from './meter-exceptions.dto.js';

@ApiTags('billing')
@Controller('meter-exceptions')
export class MeterExceptionsController {
  constructor(
    private readonly effects: ExceptionEffects,
    private readonly exceptions: MeterExceptions,
    private readonly decisions: MeterDecisions,
  ) {}

  /**
   * List meter exceptions.
   * @remarks Returns meter exceptions in all states, oldest first. Customers see only the exceptions of their own
   * contracts.
   */
  @Get()
  @RequirePermission('contracts.read')
  async list(@CurrentScope() scope: Scope, @Query() query: ExceptionQueryDto): Promise<ExceptionListDto> {
    const { cursor, limit, state, kind, customerId, contractId, meterId } = query;
    const after = cursor === undefined ? undefined : decodeTextCursor(cursor, 2);
    const filter = { limit, state, kind, customerId, contractId, meterId, after };
    const { items, next } = await this.effects.list(scope, filter);
    return { items: items.map(toExceptionRow), next };
  }

  /** Get a meter exception. */
  @Get(':id')
  @RequirePermission('contracts.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<ExceptionDto> {
    const { decisions, ...staked } = await this.effects.get(scope, id);
    return { ...toExceptionRow(staked), decisions: decisions.map(toDecisionDto) };
  }

  /**
   * Get the counter values around a meter exception.
   * @remarks Returns values for a chart.
   */
  @Get(':id/counter')
  @RequirePermission('contracts.read')
  async counter(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<CounterPointsDto> {
    const points = await this.exceptions.counterAround(scope, id);
    return { points: points.map((point) => ({ ...point })) };
  }

  /**
   * Preview a decision on a meter exception.
   * @remarks Returns the effect of a decision on the quantity and amount of the month. Stores nothing.
   */
  @Post(':id/preview')
  @RequirePermission('meters.decide')
  @HttpCode(HttpStatus.OK)
  async preview(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: DecisionInputDto,
  ): Promise<DecisionEffectDto> {
    return toEffectDto(await this.effects.preview(scope, id, toDecisionInput(body)));
  }

  /**
   * Decide on a meter exception.
   * @remarks Above the maker's limit for the unit, the decision takes effect only after another person has confirmed
   * it.
   */
  @Post(':id/decisions')
  @RequirePermission('meters.decide')
  async decide(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: NewDecisionDto,
  ): Promise<DecisionIdDto> {
    const { reason, expected } = body;
    return { id: await this.decisions.decide(scope, id, { ...toDecisionInput(body), reason, expected }) };
  }
}

const toDecisionInput = ({ choice, quantity, estimate }: DecisionInputDto): DecisionInput => ({
  choice,
  quantity: quantity ?? null,
  estimate: estimate ?? null,
});
