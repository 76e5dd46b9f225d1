import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { JobProgress, Scope } from '#platform';
import { RetentionRuleRow, RetentionRules, RetentionRuns } from '#telemetry';
import { IfMatch } from '../../http/etag.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import {
  NewRetentionRuleDto,
  RetentionDto,
  RetentionPreviewDto,
  RetentionPreviewQueryDto,
  RetentionRuleDto,
  RetentionRunDto,
  RetentionTermsDto,
} from './retention.dto.js';

@ApiTags('telemetry')
@Controller('retention')
export class RetentionController {
  constructor(
    private readonly rules: RetentionRules,
    private readonly runs: RetentionRuns,
  ) {}

  /**
   * Get the retention of readings.
   * @remarks Returns the retention rules and the latest run that deletes expired readings. If there are no rules, all
   * readings are kept forever.
   */
  @Get()
  @RequirePermission('telemetry.inspect')
  async get(@CurrentScope() scope: Scope): Promise<RetentionDto> {
    const [rules, run] = await Promise.all([this.rules.list(scope), this.runs.latest(scope)]);
    return { rules: rules.map(toRuleDto), lastRun: run ? toRunDto(run) : null };
  }

  /**
   * Preview a change of retention.
   * @remarks Returns the amount of data that the next run would delete if a rule were added, changed or removed. Stores
   * nothing.
   */
  @Post('preview')
  @RequirePermission('telemetry.inspect')
  @HttpCode(HttpStatus.OK)
  preview(
    @CurrentScope() scope: Scope,
    @Body() { ruleId, rule }: RetentionPreviewQueryDto,
  ): Promise<RetentionPreviewDto> {
    return this.rules.preview(scope, { wanted: rule, ...(ruleId !== undefined && { ruleId }) });
  }

  /** Create a retention rule. */
  @Post('rules')
  @RequirePermission('retention.write')
  @Idempotent()
  async create(@CurrentScope() scope: Scope, @Body() body: NewRetentionRuleDto): Promise<RetentionRuleDto> {
    return toRuleDto(await this.rules.create(scope, body));
  }

  /** Update a retention rule. */
  @Patch('rules/:id')
  @RequirePermission('retention.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: RetentionTermsDto,
  ): Promise<RetentionRuleDto> {
    return toRuleDto(await this.rules.change(scope, id, version, body));
  }

  /**
   * Delete a retention rule.
   * @remarks Deletes a rule. After that, the next less specific rule applies.
   */
  @Delete('rules/:id')
  @RequirePermission('retention.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<void> {
    return this.rules.remove(scope, id);
  }

  /**
   * Apply the retention rules now.
   * @remarks Starts a run that deletes expired readings now, instead of during the next night. If a run is already
   * waiting or in progress, returns that run.
   */
  @Post('runs')
  @RequirePermission('retention.write')
  @Idempotent()
  async run(@CurrentScope() scope: Scope): Promise<RetentionRunDto> {
    return toRunDto(await this.runs.request(scope));
  }
}

function toRuleDto({
  id,
  modelId,
  signalKey,
  rawDays,
  minuteDays,
  hourDays,
  dayDays,
  version,
}: RetentionRuleRow): RetentionRuleDto {
  return { id, modelId, signalKey, rawDays, minuteDays, hourDays, dayDays, version };
}

function toRunDto({ id, state, done, total, params, createdAt, finishedAt }: JobProgress): RetentionRunDto {
  const count = (name: string): number => Number(params[name] ?? 0);
  return {
    id,
    state,
    done: Number(done),
    total: Number(total ?? 0),
    removedPoints: count('removedPoints'),
    removedBytes: count('removedBytes'),
    heldPoints: count('heldPoints'),
    createdAt,
    finishedAt,
  };
}
