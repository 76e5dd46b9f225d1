import { Readable } from 'node:stream';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DomainError, type Scope } from '#platform';
import {
  type HistoryImportDetail,
  HistoryImports,
  type HistoryPreview,
  MAX_PART_BYTES,
  type ChosenSettings,
} from '#telemetry';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { sendStream } from '../../http/send-stream.js';
import { AcceptsStream } from '../../limits/request-limits.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import {
  HistoryContentQueryDto,
  HistoryImportDetailDto,
  HistoryImportListDto,
  HistoryPlanDto,
  HistoryPreviewDto,
  NewHistoryImportDto,
} from './history-imports.dto.js';

const CONTENT = 'application/octet-stream';

@ApiTags('telemetry')
@Controller('history-imports')
export class HistoryImportsController {
  constructor(private readonly imports: HistoryImports) {}

  /**
   * List history imports.
   * @remarks Returns imported files of past readings, newest first.
   */
  @Get()
  @RequirePermission('telemetry.inspect')
  list(@CurrentScope() scope: Scope, @Query() query: PageQueryDto): Promise<HistoryImportListDto> {
    return this.imports.list(scope, query);
  }

  /**
   * Create a history import.
   * @remarks Registers a file for import. Upload the content of the file afterwards, in one or more pieces.
   */
  @Post()
  @RequirePermission('devices.write')
  async create(
    @CurrentScope() scope: Scope,
    @Body() body: NewHistoryImportDto,
  ): Promise<HistoryImportDetailDto> {
    return toDto(await this.imports.create(scope, body));
  }

  /**
   * Get a history import.
   * @remarks Returns the progress of an import. `uploaded` is the offset of the next piece to upload.
   */
  @Get(':id')
  @RequirePermission('telemetry.inspect')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<HistoryImportDetailDto> {
    return toDto(await this.imports.get(scope, id));
  }

  /**
   * Upload a piece of a history import.
   * @remarks Uploads the next piece of the file. A piece may have at most 64 MiB. If the connection breaks, the bytes
   * that were received are kept.
   */
  @Put(':id/content')
  @RequirePermission('devices.write')
  @ApiConsumes(CONTENT)
  @AcceptsStream(MAX_PART_BYTES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async append(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() { offset }: HistoryContentQueryDto,
    @Req() request: Request,
  ): Promise<HistoryImportDetailDto> {
    if (!request.is(CONTENT)) throw new DomainError('api.media_type_unsupported');
    return toDto(await this.imports.append(scope, id, offset, request));
  }

  /**
   * Preview a history import.
   * @remarks Returns the settings with which the file would be read, and the errors of its first rows.
   */
  @Post(':id/preview')
  @RequirePermission('devices.write')
  @HttpCode(HttpStatus.OK)
  async preview(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: HistoryPlanDto,
  ): Promise<HistoryPreviewDto> {
    return toPreviewDto(await this.imports.preview(scope, id, toPlanInput(body)));
  }

  /**
   * Start a history import.
   * @remarks Queues the file for the worker.
   */
  @Post(':id/start')
  @RequirePermission('devices.write')
  @HttpCode(HttpStatus.OK)
  async start(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: HistoryPlanDto,
  ): Promise<HistoryImportDetailDto> {
    return toDto(await this.imports.start(scope, id, toPlanInput(body)));
  }

  /**
   * Cancel a history import.
   * @remarks Cancels an import. Readings that are already stored remain.
   */
  @Post(':id/cancel')
  @RequirePermission('devices.write')
  @HttpCode(HttpStatus.OK)
  async cancel(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
  ): Promise<HistoryImportDetailDto> {
    return toDto(await this.imports.cancel(scope, id));
  }

  /**
   * Download the rejected rows of a history import.
   * @remarks Returns the rejected rows as CSV. Each row contains the row number, the error, the column and the value,
   * followed by the cells of the original row. At most 100,000 rows are recorded.
   */
  @Get(':id/refused.csv')
  @RequirePermission('telemetry.inspect')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async downloadRejected(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { name, lines } = await this.imports.readRejectedRows(scope, id);
    const fileName = encodeURIComponent(`${name.replace(/\.\w+$/, '')}-refused.csv`);
    response.setHeader('Content-Type', 'text/csv; charset=utf-8');
    response.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${fileName}`);
    response.setHeader('Cache-Control', 'no-store');
    await sendStream(Readable.from(lines), response);
  }
}

/** Ignores a source that names neither a column nor a device. */
function toPlanInput({ source, ...said }: HistoryPlanDto): ChosenSettings {
  const { column, deviceId } = source ?? {};
  if (deviceId !== undefined) return { ...said, source: { deviceId } };
  return column === undefined ? said : { ...said, source: { column } };
}

function toDto({ plan: _plan, ...detail }: HistoryImportDetail): HistoryImportDetailDto {
  return {
    ...detail,
    fault: detail.fault && { code: detail.fault.code, params: { ...detail.fault.params } },
    devices: [...detail.devices],
    reasons: [...detail.reasons],
  };
}

function toPreviewDto({ dialect, span, ...preview }: HistoryPreview): HistoryPreviewDto {
  const { columns, source, mapping, signals, rows, faults } = preview;
  return {
    ...preview,
    ...dialect,
    columns: columns.map(({ name, samples }) => ({ name, samples: [...samples] })),
    source: source && { ...source },
    mapping: [...mapping],
    signals: [...signals],
    rows: rows.map(({ row, cells }) => ({ row, cells: [...cells] })),
    faults: faults.map((fault) => ({ ...fault, params: { ...fault.params } })),
    from: span && new Date(span.fromMs),
    to: span && new Date(span.toMs),
  };
}
