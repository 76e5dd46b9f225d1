import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Scope } from '#platform';
import { IndexLetters } from '#escalation';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';

@ApiTags('contracts')
@Controller('contracts/:contractId/amendments')
export class IndexLettersController {
  constructor(private readonly letters: IndexLetters) {}

  /**
   * Download the letter of an index step.
   * @remarks What the customer is told of an index step, as PDF in the customer's language: old and new prices, the values of the indexes
   * and who published them, the calculation, the first day. It is written when the maker asks for it first, and never changes.
   */
  @Get(':id/letter')
  @RequirePermission('contracts.read')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async letter(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { name, pdf, sha256 } = await this.letters.get(scope, contractId, id);
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('Digest', `sha-256=${Buffer.from(sha256, 'hex').toString('base64')}`);
    return new StreamableFile(pdf, {
      type: 'application/pdf',
      disposition: `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
      length: pdf.length,
    });
  }
}
