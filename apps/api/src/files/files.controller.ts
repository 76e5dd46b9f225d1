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
   * @remarks Returns the content of a file to anyone who can read the resource that it belongs to.
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
    // Allows only the user's own browser to cache the file, and makes it revalidate: the file never changes, but access
    // to it can.
    response.setHeader('Cache-Control', 'private, no-cache');
    // Prevents uploaded files from running scripts, whatever type a browser detects.
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    return new StreamableFile(bytes, {
      type: mime,
      disposition: `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
      length: bytes.length,
    });
  }
}
