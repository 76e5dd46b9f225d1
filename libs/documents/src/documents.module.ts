import { Module } from '@nestjs/common';
import { AssuranceModule } from '#assurance';
import { BillingModule } from '#billing';
import { InvoicingModule } from '#invoicing';
import { InvoiceDocuments } from './invoice/invoice-documents.service.js';

/** Services that apps and dependent libs can inject. */
const SERVICES = [InvoiceDocuments];

/** Renders invoices as PDFs. */
@Module({
  imports: [InvoicingModule, BillingModule, AssuranceModule],
  providers: [...SERVICES],
  exports: [...SERVICES],
})
export class DocumentsModule {}
