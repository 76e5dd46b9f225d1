import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Scope } from '#platform';
import { ExportRuns } from '#telemetry';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { sendFile } from '../../http/send-stream.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';

@ApiTags('telemetry')
@Controller('export-runs')
export class ExportRunsController {
  constructor(private readonly runs: ExportRuns) {}

  /**
   * Download the file of an export run.
   * @remarks Returns the latest complete file of a run.
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
    await sendFile(await this.runs.open(scope, id), response);
  }
}
