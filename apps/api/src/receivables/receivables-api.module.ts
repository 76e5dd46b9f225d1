import { Module } from '@nestjs/common';
import { DocumentsModule } from '#documents';
import { InvoicingModule } from '#invoicing';
import { ReceivablesModule } from '#receivables';
import { RevenueModule } from '#revenue';
import { CollectionController } from './collection/collection.controller.js';
import { PaymentLinksController } from './collection/payment-links.controller.js';
import { PaymentMethodsController } from './collection/payment-methods.controller.js';
import { StripeAccountController } from './collection/stripe-account.controller.js';
import { StripeEventsController } from './collection/stripe-events.controller.js';
import { DatevController } from './datev.controller.js';
import { DebitFilesController } from './direct-debits/debit-files.controller.js';
import { MandatesController } from './direct-debits/mandates.controller.js';
import { JournalExportController } from './journal-export.controller.js';
import { OpenItemsController } from './open-items.controller.js';
import { PaymentFilesController } from './payment-files/payment-files.controller.js';
import { PaymentsController } from './payments.controller.js';
import { StatementImportsController } from './statement-imports.controller.js';
import { ReceivablesReportsController } from './receivables-reports.controller.js';
import { DeferredRevenueController } from './month-end/deferred-revenue.controller.js';
import { MonthCloseController } from './month-end/month-close.controller.js';
import { MonthCloseService } from './month-end/month-close.service.js';
import { RevaluationsController } from './month-end/revaluations.controller.js';
import { RefundsController } from './refunds.controller.js';
import { CallsController } from './reminders/calls.controller.js';
import { ReminderPoliciesController } from './reminders/reminder-policies.controller.js';
import { RemindersController } from './reminders/reminders.controller.js';
import { WriteOffsController } from './write-offs.controller.js';

@Module({
  imports: [DocumentsModule, InvoicingModule, ReceivablesModule, RevenueModule],
  controllers: [
    CallsController,
    CollectionController,
    DatevController,
    DebitFilesController,
    DeferredRevenueController,
    JournalExportController,
    MandatesController,
    MonthCloseController,
    OpenItemsController,
    PaymentFilesController,
    PaymentLinksController,
    PaymentMethodsController,
    PaymentsController,
    ReceivablesReportsController,
    RefundsController,
    ReminderPoliciesController,
    RemindersController,
    RevaluationsController,
    StatementImportsController,
    StripeAccountController,
    StripeEventsController,
    WriteOffsController,
  ],
  providers: [MonthCloseService],
})
export class ReceivablesApiModule {}
