import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Scope } from '#platform';
import { TicketFiles } from '#service';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';

@ApiTags('tickets')
@Controller('files')
export class FilesController {
  constructor(private readonly files: TicketFiles) {}

  /**
   * Download a file.
   * @remarks A file's bytes, to whoever may read what it belongs to.
   */
  @Get(':id')
  @RequirePermission('tickets.read')
  @ApiProduces('image/*', 'application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async read(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { bytes, mime, name } = await this.files.read(scope, id);
    // A file never changes, but who may see it does: kept by the browser of the one who asked, and asked for again.
    response.setHeader('Cache-Control', 'private, no-cache');
    // What people send is shown and never run, whatever a browser makes of it.
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    return new StreamableFile(bytes, {
      type: mime,
      disposition: `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
      length: bytes.length,
    });
  }
}
