import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Scope } from '#platform';
import { ExportRuns } from '#telemetry';
import { IdPipe } from '../http/id.pipe.js';
import { CurrentScope } from '../security/current-scope.decorator.js';
import { RequirePermission } from '../security/require-permission.decorator.js';

@ApiTags('telemetry')
@Controller('export-runs')
export class ExportRunsController {
  constructor(private readonly runs: ExportRuns) {}

  /** The file of a run. */
  @Get(':id/file')
  @RequirePermission('export.read')
  @ApiProduces('text/csv', 'application/x-ndjson', 'application/vnd.apache.parquet')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async read(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { name, mime, bytes, file } = await this.runs.open(scope, id);
    response.setHeader('Content-Type', mime);
    response.setHeader('Content-Length', bytes);
    response.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    response.setHeader('Cache-Control', 'private, no-cache');
    // The stream closes the file, also when whoever downloads changes their mind.
    await pipeline(file.createReadStream(), response).catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  }
}
