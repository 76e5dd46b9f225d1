import { Module } from '@nestjs/common';
import { DocumentsModule } from '#documents';
import { ReceivablesModule } from '#receivables';
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
import { RefundsController } from './refunds.controller.js';
import { CallsController } from './reminders/calls.controller.js';
import { ReminderPoliciesController } from './reminders/reminder-policies.controller.js';
import { RemindersController } from './reminders/reminders.controller.js';
import { WriteOffsController } from './write-offs.controller.js';

@Module({
  imports: [DocumentsModule, ReceivablesModule],
  controllers: [
    CallsController,
    CollectionController,
    DatevController,
    DebitFilesController,
    JournalExportController,
    MandatesController,
    OpenItemsController,
    PaymentFilesController,
    PaymentLinksController,
    PaymentMethodsController,
    PaymentsController,
    ReceivablesReportsController,
    RefundsController,
    ReminderPoliciesController,
    RemindersController,
    StatementImportsController,
    StripeAccountController,
    StripeEventsController,
    WriteOffsController,
  ],
})
export class ReceivablesApiModule {}
