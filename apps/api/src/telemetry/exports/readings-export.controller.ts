import { Readable } from 'node:stream';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Clock, type Scope } from '#platform';
import { DirectExports, MEDIA_TYPES, SignalExport } from '#telemetry';
import { sendStream } from '../../http/send-stream.js';
import { Quota } from '../../limits/quota.decorator.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { ExportQueryDto } from './export.dto.js';
import { toSpan } from '../span.js';

@ApiTags('telemetry')
@Controller('readings')
export class ReadingsExportController {
  constructor(
    private readonly exports: SignalExport,
    private readonly direct: DirectExports,
    private readonly clock: Clock,
  ) {}

  /**
   * Export readings.
   * @remarks Returns readings of one, several or all machines as sent, with one value per row. The columns are
   * `machine`, `device`, `signal`, `unit`, `time_source`, `device_time`, `received_at`, `seq`, `value`, `quality` and
   * `late`. Rows are grouped by device and sorted by device time. Use `POST /export-jobs` for more than about 5,000,000
   * values.
   */
  @Get('export')
  @RequirePermission('export.read')
  @ApiProduces('text/csv', 'application/x-ndjson', 'application/vnd.apache.parquet')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Quota('exports')
  async export(
    @CurrentScope() scope: Scope,
    @Query() query: ExportQueryDto,
    @Res() response: Response,
  ): Promise<void> {
    const { machines = [], signals = [], format, formulas } = query;
    const { from, to } = toSpan(query, this.clock.now());
    const machineIds = machines.length === 0 ? null : machines;
    await this.direct.assertDirect(scope, { machineIds, signals, from, to });
    const { pieces } = await this.exports.open(scope, {
      machineIds,
      signals,
      from,
      to,
      format,
      formulas,
    });
    const days = [from, to].map((at) => at.toISOString().slice(0, 10)).join('-');
    response.setHeader('Content-Type', MEDIA_TYPES[format]);
    response.setHeader('Content-Disposition', `attachment; filename="readings-${days}.${format}"`);
    response.setHeader('Cache-Control', 'no-store');
    // Buffers a single piece, so that nothing is generated before a slow client has read the previous one.
    await sendStream(Readable.from(pieces, { highWaterMark: 1 }), response);
  }
}
