import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DocumentMailing, type DocumentMailingView } from '#invoicing';
import type { Scope } from '#platform';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { DocumentMailingDto, DocumentOpenedDto, SendDocumentDto } from './document-mailing.dto.js';

/** Emails with issued documents, and the first opening of a document by its customer. */
@ApiTags('billing')
@Controller('invoices')
export class DocumentMailingController {
  constructor(private readonly mailing: DocumentMailing) {}

  /**
   * Get the emails of a document.
   * @remarks Returns the recipients of the document, the emails with the document and their states, and the time when
   * the customer first opened the document.
   */
  @Get(':id/mailing')
  @RequirePermission('invoices.draft')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<DocumentMailingDto> {
    return toMailingDto(await this.mailing.get(scope, id));
  }

  /**
   * Send a document by email.
   * @remarks Queues an email with the PDF for each recipient. Recipients are the buyer's address for invoices and the
   * contacts that receive invoices. For a billing group, the whole document is sent.
   */
  @Post(':id/mails')
  @RequirePermission('invoices.issue')
  @HttpCode(HttpStatus.ACCEPTED)
  @Idempotent()
  async send(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { emails, again = false }: SendDocumentDto,
  ): Promise<DocumentMailingDto> {
    return toMailingDto(
      await this.mailing.send(scope, id, {
        emails: emails ?? null,
        allowsAgain: again,
      }),
    );
  }

  /**
   * Record that a document was opened.
   * @remarks The customer portal calls this when it shows an issued document. Only the first opening by a signed-in
   * user of the customer is recorded.
   */
  @Post(':id/openings')
  @RequirePermission('invoices.read')
  @HttpCode(HttpStatus.NO_CONTENT)
  async opened(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { via }: DocumentOpenedDto,
  ): Promise<void> {
    await this.mailing.recordOpening(scope, id, via);
  }
}

function toMailingDto({ recipients, refusal, mails, ...view }: DocumentMailingView): DocumentMailingDto {
  return {
    ...view,
    recipients: [...recipients],
    refusal: refusal && { code: refusal.code, params: { ...refusal.params } },
    mails: [...mails],
  };
}
