import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { decodeTextCursor, type Scope } from '#platform';
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
import { toWholeList } from '../../http/whole-list.js';

const RUNS_SHOWN = 50;

@ApiTags('billing')
@Controller('billing-runs')
export class BillingRunsController {
  constructor(private readonly runs: BillingRuns) {}

  /**
   * List billing runs.
   * @remarks Returns the 50 latest billing runs, newest first.
   */
  @Get()
  @RequirePermission('invoices.draft')
  async list(@CurrentScope() scope: Scope): Promise<BillingRunListDto> {
    return toWholeList((await this.runs.list(scope, RUNS_SHOWN)).map(toBillingRunDto));
  }

  /**
   * Start a billing run.
   * @remarks Starts a job that drafts the invoices of all contracts that are in force in a month.
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
   * @remarks Returns the progress of a run and its totals by outcome and currency.
   */
  @Get(':id')
  @RequirePermission('invoices.draft')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<BillingRunDto> {
    return toBillingRunDto(await this.runs.get(scope, id));
  }

  /**
   * List results of a billing run.
   * @remarks Returns the result for each contract with the reasons, sorted by contract number. The document of a
   * billing group is one row (`together`).
   */
  @Get(':id/results')
  @RequirePermission('invoices.draft')
  async results(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() { cursor, limit, outcome }: RunResultQueryDto,
  ): Promise<RunResultPageDto> {
    const after = cursor === undefined ? undefined : decodeTextCursor(cursor, 1)[0];
    const { items, next } = await this.runs.results(scope, id, { limit, outcome, after });
    return { items: items.map(toRunResultDto), next };
  }
}
