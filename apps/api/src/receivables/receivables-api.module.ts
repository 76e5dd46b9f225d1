import { Module } from '@nestjs/common';
import { ReceivablesModule } from '#receivables';
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
import { WriteOffsController } from './write-offs.controller.js';

@Module({
  imports: [ReceivablesModule],
  controllers: [
    DatevController,
    DebitFilesController,
    JournalExportController,
    MandatesController,
    OpenItemsController,
    PaymentFilesController,
    PaymentsController,
    ReceivablesReportsController,
    RefundsController,
    StatementImportsController,
    WriteOffsController,
  ],
})
export class ReceivablesApiModule {}
