import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import {
  type ExportRunView,
  ExportRuns,
  type ExportScheduleDetail,
  ExportSchedules,
  type ExportTerms,
} from '#telemetry';
import { IfMatch } from '../../http/etag.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { Quota } from '../../limits/quota.decorator.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import {
  type ExportMachinesDto,
  ExportRunDto,
  ExportRunListDto,
  ExportRunRequestDto,
  ExportScheduleChangesDto,
  ExportScheduleDto,
  ExportScheduleListDto,
  NewExportScheduleDto,
} from './export-schedules.dto.js';

@ApiTags('telemetry')
@Controller('export-schedules')
export class ExportSchedulesController {
  constructor(
    private readonly schedules: ExportSchedules,
    private readonly runs: ExportRuns,
  ) {}

  /**
   * List export schedules.
   * @remarks Returns recurring exports, newest first. Customers see only their own schedules. The maker's users see all
   * schedules.
   */
  @Get()
  @RequirePermission('export.read')
  async list(@CurrentScope() scope: Scope, @Query() query: PageQueryDto): Promise<ExportScheduleListDto> {
    const { items, next } = await this.schedules.list(scope, query);
    return { items: items.map(toDto), next };
  }

  /**
   * Create an export schedule.
   * @remarks Exports the previous whole day, week or month at regular times, starting with the next scheduled run.
   */
  @Post()
  @RequirePermission('export.schedule')
  @Idempotent()
  async create(
    @CurrentScope() scope: Scope,
    @Body() { machines, ...body }: NewExportScheduleDto,
  ): Promise<ExportScheduleDto> {
    return toDto(await this.schedules.create(scope, { ...body, ...toChoice(machines) }));
  }

  /** Get an export schedule. */
  @Get(':id')
  @RequirePermission('export.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<ExportScheduleDto> {
    return toDto(await this.schedules.get(scope, id));
  }

  /**
   * Update an export schedule.
   * @remarks The changes apply to files that are created afterwards. Existing files do not change.
   */
  @Patch(':id')
  @RequirePermission('export.schedule')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() { machines, ...changes }: ExportScheduleChangesDto,
  ): Promise<ExportScheduleDto> {
    const wanted = { ...changes, ...(machines && toChoice(machines)) };
    return toDto(await this.schedules.change(scope, id, version, wanted));
  }

  /**
   * Delete an export schedule.
   * @remarks Deletes the schedule and all of its files.
   */
  @Delete(':id')
  @RequirePermission('export.schedule')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<void> {
    return this.schedules.remove(scope, id);
  }

  /**
   * List runs of an export schedule.
   * @remarks Returns the runs of a schedule, newest period first. Each run exports one period to a file.
   */
  @Get(':id/runs')
  @RequirePermission('export.read')
  async listRuns(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() query: PageQueryDto,
  ): Promise<ExportRunListDto> {
    const { items, next } = await this.runs.list(scope, id, query);
    return { items: items.map(toRunDto), next };
  }

  /**
   * Run an export schedule.
   * @remarks Exports the last complete period now, or repeats an earlier run. A run that is already waiting or in
   * progress continues.
   */
  @Post(':id/runs')
  @RequirePermission('export.schedule')
  @Idempotent()
  @Quota('exports')
  async run(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { runId }: ExportRunRequestDto,
  ): Promise<ExportRunDto> {
    return toRunDto(await this.runs.request(scope, id, runId));
  }
}

function toChoice({ of, ids }: ExportMachinesDto): Pick<ExportTerms, 'machinesOf' | 'ids'> {
  return { machinesOf: of, ids: of === 'all' ? [] : ids };
}

function toDto({
  machinesOf,
  chosen,
  lastRun,
  customer,
  signals,
  ...schedule
}: ExportScheduleDetail): ExportScheduleDto {
  return {
    ...schedule,
    customer: customer && { ...customer },
    signals: [...signals],
    machines: { of: machinesOf, chosen: chosen.map((item) => ({ ...item })) },
    lastRun: lastRun && toRunDto(lastRun),
  };
}

function toRunDto({ file, fault, ...run }: ExportRunView): ExportRunDto {
  return { ...run, file: file && { ...file }, fault: fault && { ...fault, params: { ...fault.params } } };
}
