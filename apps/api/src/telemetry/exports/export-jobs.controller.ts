import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Clock, type Scope } from '#platform';
import { ExportJobs, type ExportJobView } from '#telemetry';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { sendFile } from '../../http/send-stream.js';
import { Quota } from '../../limits/quota.decorator.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { ExportJobDto, ExportJobListDto, NewExportJobDto } from './export-jobs.dto.js';
import { toSpan } from '../span.js';

@ApiTags('telemetry')
@Controller('export-jobs')
export class ExportJobsController {
  constructor(
    private readonly jobs: ExportJobs,
    private readonly clock: Clock,
  ) {}

  /**
   * List export jobs.
   * @remarks Returns your own background exports, newest first.
   */
  @Get()
  @RequirePermission('export.read')
  async list(@CurrentScope() scope: Scope, @Query() query: PageQueryDto): Promise<ExportJobListDto> {
    const { items, next } = await this.jobs.list(scope, query);
    return { items: items.map(toDto), next };
  }

  /**
   * Create an export job.
   * @remarks Starts an export of any size in the background. The file has the same columns and rows as the response of
   * `GET /readings/export`.
   */
  @Post()
  @RequirePermission('export.read')
  @HttpCode(HttpStatus.ACCEPTED)
  @Idempotent()
  @Quota('exports')
  async create(@CurrentScope() scope: Scope, @Body() body: NewExportJobDto): Promise<ExportJobDto> {
    const { machines, signals, format, formulas } = body;
    const span = toSpan(body, this.clock.now());
    const request = { machineIds: machines ?? null, signals, ...span, format, formulas };
    return toDto(await this.jobs.create(scope, request));
  }

  /**
   * Get an export job.
   * @remarks Returns the state and progress of one of your background exports.
   */
  @Get(':id')
  @RequirePermission('export.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<ExportJobDto> {
    return toDto(await this.jobs.get(scope, id));
  }

  /**
   * Cancel or delete an export job.
   * @remarks Cancels an export that is in progress, or deletes a finished export and its file.
   */
  @Delete(':id')
  @RequirePermission('export.read')
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<void> {
    return this.jobs.remove(scope, id);
  }

  /**
   * Download the file of an export job.
   * @remarks Returns the file of one of your background exports.
   */
  @Get(':id/file')
  @RequirePermission('export.read')
  @ApiProduces('text/csv', 'application/x-ndjson', 'application/vnd.apache.parquet')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async read(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    await sendFile(await this.jobs.open(scope, id), response);
  }
}

function toDto({ machines, signals, file, fault, ...job }: ExportJobView): ExportJobDto {
  return {
    ...job,
    machines: machines && [...machines],
    signals: [...signals],
    file: file && { ...file },
    fault: fault && { ...fault, params: { ...fault.params } },
  };
}
