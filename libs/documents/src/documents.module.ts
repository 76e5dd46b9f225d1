import { Module } from '@nestjs/common';
import { AssuranceModule } from '#assurance';
import { BillingModule } from '#billing';
import { InvoicingModule } from '#invoicing';
import { InvoiceDocuments } from './invoice/invoice-documents.service.js';
import { ReminderDocuments } from './reminder/reminder-documents.service.js';

/** Services that apps and dependent libs can inject. */
const SERVICES = [InvoiceDocuments, ReminderDocuments];

/** Renders invoices and letters with reminders as PDFs. */
@Module({
  imports: [InvoicingModule, BillingModule, AssuranceModule],
  providers: [...SERVICES],
  exports: [...SERVICES],
})
export class DocumentsModule {}
