import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AlarmRules, type AlarmRule } from '#diagnostics';
import type { Scope } from '#platform';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  AlarmRuleChangesDto,
  AlarmRuleDto,
  AlarmRuleListDto,
  AlarmRuleQueryDto,
  NewAlarmRuleDto,
} from './alarm-rules.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('alarms')
@Controller('alarm-rules')
export class AlarmRulesController {
  constructor(private readonly rules: AlarmRules) {}

  /**
   * List alarm rules.
   * @remarks Returns alarm rules sorted by code.
   */
  @Get()
  @RequirePermission('fleet.read')
  async list(@CurrentScope() scope: Scope, @Query() query: AlarmRuleQueryDto): Promise<AlarmRuleListDto> {
    return toWholeList((await this.rules.list(scope, query)).map(toDto));
  }

  /** Get an alarm rule. */
  @Get(':id')
  @RequirePermission('fleet.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<AlarmRuleDto> {
    return toDto(await this.rules.get(scope, id));
  }

  /** Create an alarm rule. */
  @Post()
  @RequirePermission('rules.write')
  @Idempotent()
  async create(
    @CurrentScope() scope: Scope,
    @Body() { name, ...body }: NewAlarmRuleDto,
  ): Promise<AlarmRuleDto> {
    return toDto(await this.rules.create(scope, { ...body, nameI18n: name }));
  }

  /**
   * Update an alarm rule.
   * @remarks The changes apply from now on. Alarms that the rule has already raised are kept.
   */
  @Patch(':id')
  @RequirePermission('rules.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() { name, ...body }: AlarmRuleChangesDto,
  ): Promise<AlarmRuleDto> {
    return toDto(await this.rules.change(scope, id, version, { ...body, nameI18n: name }));
  }
}

function toDto({ makerId: _makerId, nameI18n, requiredParts, ...rule }: AlarmRule): AlarmRuleDto {
  return { ...rule, name: nameI18n, requiredParts: requiredParts.map((part) => ({ ...part })) };
}
