import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AttemptResolver } from './collection/attempt-resolver.js';
import { AutomaticPaymentsService } from './collection/automatic-payments.service.js';
import { CollectionRunner } from './collection/collection-runner.js';
import { CollectionService } from './collection/collection.service.js';
import { StripeAccounts } from './collection/stripe-accounts.js';
import { PayersService } from './collection/payers.service.js';
import { StripeSettingsService } from './collection/stripe-settings.service.js';
import { StripeWebhooksService } from './collection/stripe-webhooks.service.js';
import { PaymentAllocation } from './entities/allocation.entity.js';
import { AutomaticPayment } from './entities/automatic-payment.entity.js';
import { Chargeback } from './entities/chargeback.entity.js';
import { Debit } from './entities/debit.entity.js';
import { DebitCreditor } from './entities/debit-creditor.entity.js';
import { DebitFile } from './entities/debit-file.entity.js';
import { ReminderBaseRate } from './entities/base-rate.entity.js';
import { CollectionNote } from './entities/collection-note.entity.js';
import { LegalEntityDatevSettings } from './entities/datev-settings.entity.js';
import { LearntPayerAccount } from './entities/learnt-payer.entity.js';
import { Mandate } from './entities/mandate.entity.js';
import { OpenItemBalance } from './entities/open-item.entity.js';
import { Payment } from './entities/payment.entity.js';
import { StoredAttempt } from './entities/payment-attempt.entity.js';
import { PaymentFile } from './entities/payment-file.entity.js';
import { PaymentFileRefund } from './entities/payment-file-refund.entity.js';
import { PaymentPromise } from './entities/payment-promise.entity.js';
import { Refund } from './entities/refund.entity.js';
import { ReminderLetter } from './entities/reminder-letter.entity.js';
import { ReminderPolicyOfCountry } from './entities/reminder-policy.entity.js';
import { ReminderRun } from './entities/reminder-run.entity.js';
import { Reminder } from './entities/reminder.entity.js';
import { Revaluation } from './entities/revaluation.entity.js';
import { BankStatement } from './entities/bank-statement.entity.js';
import { StatementImport } from './entities/statement-import.entity.js';
import { BankStatementLine } from './entities/statement-line.entity.js';
import { StripeAccount } from './entities/stripe-account.entity.js';
import { StripeCustomer } from './entities/stripe-customer.entity.js';
import { StripeEvent } from './entities/stripe-event.entity.js';
import { StripeRefund } from './entities/stripe-refund.entity.js';
import { WriteOff } from './entities/write-off.entity.js';
import { DebitFilesService } from './direct-debits/debit-files.service.js';
import { MandatesService } from './direct-debits/mandates.service.js';
import { StatementImportRunner } from './imports/statement-import.runner.js';
import { StatementImportsService } from './imports/statement-imports.service.js';
import { DatevExportService } from './journal/datev-export.service.js';
import { DatevSettingsService } from './journal/datev-settings.service.js';
import { JournalExportService } from './journal/journal-export.service.js';
import { PaymentFilesService } from './payment-files/payment-files.service.js';
import { PaymentsService } from './payments/payments.service.js';
import { RefundsService } from './refunds/refunds.service.js';
import { StripeRefundsService } from './refunds/stripe-refunds.service.js';
import { CallsService } from './reminders/calls.service.js';
import { PromisesService } from './reminders/promises.service.js';
import { ReminderLettersService } from './reminders/reminder-letters.service.js';
import { ReminderPoliciesService } from './reminders/reminder-policies.service.js';
import { ReminderRunsService } from './reminders/reminder-runs.service.js';
import { RevaluationsService } from './revaluations/revaluations.service.js';
import { ReceivablesReportsService } from './reports/receivables-reports.service.js';
import { WriteOffsService } from './write-offs/write-offs.service.js';

/** Services that apps and dependent libs can inject. */
const SERVICES = [
  AutomaticPaymentsService,
  CallsService,
  CollectionRunner,
  CollectionService,
  DatevExportService,
  DatevSettingsService,
  DebitFilesService,
  JournalExportService,
  MandatesService,
  PaymentFilesService,
  PayersService,
  PaymentsService,
  PromisesService,
  ReceivablesReportsService,
  RefundsService,
  ReminderLettersService,
  ReminderPoliciesService,
  ReminderRunsService,
  RevaluationsService,
  StatementImportRunner,
  StatementImportsService,
  StripeSettingsService,
  StripeWebhooksService,
  WriteOffsService,
];

/**
 * Manages receivables: open items, payments, write-offs, refunds, payment files, bank statements, reminders, and
 * reports.
 */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      AutomaticPayment,
      BankStatement,
      BankStatementLine,
      Chargeback,
      Debit,
      DebitCreditor,
      DebitFile,
      CollectionNote,
      LearntPayerAccount,
      LegalEntityDatevSettings,
      Mandate,
      OpenItemBalance,
      Payment,
      PaymentAllocation,
      PaymentFile,
      PaymentFileRefund,
      PaymentPromise,
      Refund,
      Reminder,
      ReminderBaseRate,
      ReminderLetter,
      ReminderPolicyOfCountry,
      ReminderRun,
      Revaluation,
      StatementImport,
      StoredAttempt,
      StripeAccount,
      StripeCustomer,
      StripeEvent,
      StripeRefund,
      WriteOff,
    ]),
  ],
  providers: [...SERVICES, AttemptResolver, StripeAccounts, StripeRefundsService],
  exports: [...SERVICES],
})
export class ReceivablesModule {}
