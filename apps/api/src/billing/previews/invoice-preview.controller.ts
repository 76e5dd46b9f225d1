import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { computeCreditNotes, stepsOf, computeInvoice } from '#invoicing';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toDescribedInvoice } from './described-invoice.js';
import { toInvoicePreview } from './invoice-preview-views.js';
import { InvoiceDescriptionDto, InvoicePreviewDto } from './invoice-preview.dto.js';

@ApiTags('previews')
@Controller('invoices')
export class InvoicePreviewController {
  /**
   * Preview an invoice.
   * @remarks Calculates the amounts of the invoice in the request and of its credit notes. Stores nothing.
   */
  @Post('preview')
  @RequirePermission('invoices.draft')
  @HttpCode(HttpStatus.OK)
  preview(@Body() description: InvoiceDescriptionDto): InvoicePreviewDto {
    const { terms, credits } = toDescribedInvoice(description);
    const invoice = computeInvoice(terms);
    return toInvoicePreview(invoice, computeCreditNotes(invoice, credits, stepsOf(terms)), terms.currency);
  }
}
