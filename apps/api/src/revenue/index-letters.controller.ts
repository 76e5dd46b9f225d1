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
   * Download the letter of an index adjustment.
   * @remarks Returns the letter that notifies the customer of an index adjustment, as a PDF in the customer's language.
   * It contains the old and new prices, the index values with their publishers, the calculation and the first day of
   * the new prices. The letter is created when the maker first requests it, and never changes afterwards.
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
