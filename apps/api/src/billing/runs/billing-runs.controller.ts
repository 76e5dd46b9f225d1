import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { decodeCursor, DomainError, type Scope } from '#platform';
import { BillingRuns } from '#billing';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toBillingRunDto, toRunResultDto } from './billing-run-views.js';
import {
  BillingRunDto,
  BillingRunListDto,
  BillingRunRequestDto,
  RunResultPageDto,
  RunResultQueryDto,
} from './billing-runs.dto.js';
import { wholeList } from '../../http/whole-list.js';

const RUNS_SHOWN = 50;

@ApiTags('billing')
@Controller('billing-runs')
export class BillingRunsController {
  constructor(private readonly runs: BillingRuns) {}

  /**
   * List billing runs.
   * @remarks The last runs, the newest first.
   */
  @Get()
  @RequirePermission('invoices.draft')
  async list(@CurrentScope() scope: Scope): Promise<BillingRunListDto> {
    return wholeList((await this.runs.list(scope, RUNS_SHOWN)).map(toBillingRunDto));
  }

  /**
   * Start a billing run.
   * @remarks Asks for the drafts of all contracts in force in a month.
   */
  @Post()
  @RequirePermission('invoices.draft')
  @HttpCode(HttpStatus.ACCEPTED)
  @Idempotent()
  async request(
    @CurrentScope() scope: Scope,
    @Body() { month }: BillingRunRequestDto,
  ): Promise<BillingRunDto> {
    const { id } = await this.runs.request(scope, month);
    return toBillingRunDto(await this.runs.get(scope, id));
  }

  /**
   * Get a billing run.
   * @remarks How far a run has come, and what came of it by outcome and currency.
   */
  @Get(':id')
  @RequirePermission('invoices.draft')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<BillingRunDto> {
    return toBillingRunDto(await this.runs.get(scope, id));
  }

  /**
   * List results of a billing run.
   * @remarks What a run made of each contract, by contract number: ready, held or failed, and why. A group's document is one row
   * (`together`).
   */
  @Get(':id/results')
  @RequirePermission('invoices.draft')
  async results(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() { cursor, limit, outcome }: RunResultQueryDto,
  ): Promise<RunResultPageDto> {
    const after = cursor === undefined ? undefined : numberOf(cursor);
    const { items, next } = await this.runs.results(scope, id, { limit, outcome, after });
    return { items: items.map(toRunResultDto), next };
  }
}

function numberOf(cursor: string): string {
  const [number] = decodeCursor(cursor, 1);
  if (typeof number !== 'string') throw new DomainError('platform.cursor_invalid');
  return number;
}
