import { Readable } from 'node:stream';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Clock, type Scope } from '#platform';
import { DirectExports, HistoryQueries, LiveQueries, ReadingExport, ValuesAtQueries } from '#telemetry';
import { IdPipe } from '../http/fields/id.pipe.js';
import { sendStream } from '../http/send-stream.js';
import { Quota } from '../limits/quota.decorator.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { ReadingsCsvQueryDto } from './exports/export.dto.js';
import { HistoryDto, HistoryQueryDto, SignalsQueryDto, toHistoryRequest } from './history.dto.js';
import { LiveDto } from './live.dto.js';
import { toInstant, toSpan } from './span.js';
import { CounterDifferencesDto, ValuesAtDto, ValuesAtQueryDto } from './values-at.dto.js';

@ApiTags('telemetry')
@Controller('machines')
export class MachineTelemetryController {
  constructor(
    private readonly live: LiveQueries,
    private readonly history: HistoryQueries,
    private readonly exports: ReadingExport,
    private readonly direct: DirectExports,
    private readonly valuesAt: ValuesAtQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * Get live values of a machine.
   * @remarks Returns the last known values of a machine's defined signals, and whether the machine is connected.
   */
  @Get(':id/live')
  @RequirePermission('fleet.read')
  findLive(@CurrentScope() scope: Scope, @Param('id', IdPipe) machineId: string): Promise<LiveDto> {
    return this.live.find(scope, { machineId });
  }

  /**
   * Get the history of a machine.
   * @remarks Returns the machine's measurements in buckets, its data gaps and its states. `signals` defaults to the
   * machine's gauges and counters. At most 16 signals are returned.
   */
  @Get(':id/history')
  @RequirePermission('fleet.read')
  findHistory(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) machineId: string,
    @Query() query: HistoryQueryDto,
  ): Promise<HistoryDto> {
    return this.history.find(scope, { machineId }, toHistoryRequest(query, this.clock.now()));
  }

  /**
   * Get values of a machine at an instant.
   * @remarks Returns the values of the machine's signals at an instant. Each value is from the latest reading at or
   * before the instant, and is returned with its age and quality. `signals` defaults to all signals with a definition.
   */
  @Get(':id/values')
  @RequirePermission('fleet.read')
  async findValues(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) machineId: string,
    @Query() { signals = [], at: asked }: ValuesAtQueryDto,
  ): Promise<ValuesAtDto> {
    const at = toInstant(asked ?? this.clock.now());
    return { at, values: await this.valuesAt.findValues(scope, { machineId }, signals, at) };
  }

  /**
   * Get counter differences of a machine.
   * @remarks Returns the increase of the machine's counters over a range, calculated from readings in exact decimals: the
   * value at `to` minus the value at `from`, each from the latest reading at or before the instant. A reading at the
   * instant `to` belongs to the range, so that differences over consecutive ranges add up. `signals` defaults to all
   * counters of the machine.
   */
  @Get(':id/counter-differences')
  @RequirePermission('fleet.read')
  async findDifferences(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) machineId: string,
    @Query() query: SignalsQueryDto,
  ): Promise<CounterDifferencesDto> {
    const span = toSpan(query, this.clock.now());
    const counters = await this.valuesAt.findDifferences(scope, { machineId }, query.signals ?? [], span);
    return { ...span, counters };
  }

  /**
   * Export readings of a machine as CSV.
   * @remarks Returns the machine's readings as sent, as CSV separated by `;`. The columns are `device_time`, `seq`,
   * `received_at` and one column per signal. Use `POST /export-jobs` for more than about 5,000,000 values.
   */
  @Get(':id/readings.csv')
  @RequirePermission('export.read')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Quota('exports')
  async export(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) machineId: string,
    @Query() query: ReadingsCsvQueryDto,
    @Res() response: Response,
  ): Promise<void> {
    const { signals = [], formulas } = query;
    const span = toSpan(query, this.clock.now());
    await this.direct.assertDirect(scope, { machineIds: [machineId], signals, ...span });
    const lines = this.exports.lines(scope, machineId, { signals, formulas, ...span });
    // Reads the header before sending anything, so that an error can still be returned as an error response.
    const header = await lines.next();
    response.setHeader('Content-Type', 'text/csv; charset=utf-8');
    response.setHeader('Content-Disposition', `attachment; filename="readings-${machineId}.csv"`);
    response.setHeader('Cache-Control', 'no-store');
    await sendStream(Readable.from(joinToChunks(String(header.value), lines)), response);
  }
}

/** Joins lines into chunks of about 64 KiB, so that not every line is written to the connection separately. */
async function* joinToChunks(first: string, lines: AsyncGenerator<string>): AsyncGenerator<string> {
  let chunk = first;
  for await (const line of lines) {
    chunk += line;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}
