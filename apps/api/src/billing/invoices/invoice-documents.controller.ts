import { Controller, Get, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { Response } from 'express';
import type { Scope } from '#platform';
import { DOCUMENT_LANGUAGES, type DocumentLanguage, InvoiceDocuments } from '#documents';
import { DocumentMailing } from '#invoicing';
import type { ApiConfig } from '../../config.js';
import { API_CONFIG } from '../../config.module.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';

export class DocumentQueryDto {
  /** Language of the document. Defaults to the customer's language. */
  @IsOptional()
  @IsIn(DOCUMENT_LANGUAGES)
  language?: DocumentLanguage;
}

@ApiTags('billing')
@Controller('invoices')
export class InvoiceDocumentsController {
  constructor(
    private readonly documents: InvoiceDocuments,
    private readonly mailing: DocumentMailing,
    @Inject(API_CONFIG) private readonly config: ApiConfig,
  ) {}

  /**
   * Download an invoice as a PDF.
   * @remarks The PDF of a draft is marked as a draft. Equal invoices produce identical files. An issued invoice counts
   * as opened if a user of the customer downloads it.
   */
  @Get(':id/pdf')
  @RequirePermission('invoices.read')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async pdf(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() { language }: DocumentQueryDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { name, bytes } = await this.documents.render(scope, id, this.config.publicUrl, language);
    await this.mailing.recordOpening(scope, id, 'portal');
    response.setHeader('Cache-Control', 'private, no-cache');
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      disposition: `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
      length: bytes.length,
    });
  }
}
