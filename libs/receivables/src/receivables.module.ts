import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PaymentAllocation } from './entities/allocation.entity.js';
import { LearntPayerAccount } from './entities/learnt-payer.entity.js';
import { OpenItemBalance } from './entities/open-item.entity.js';
import { Payment } from './entities/payment.entity.js';
import { PaymentsService } from './payments/payments.service.js';
import { ReceivablesReportsService } from './reports/receivables-reports.service.js';

/** Services that apps and dependent libs can inject. */
const SERVICES = [PaymentsService, ReceivablesReportsService];

/** Manages what customers owe: open items, payments, their allocation, and reports on them. */
@Module({
  imports: [TypeOrmModule.forFeature([LearntPayerAccount, OpenItemBalance, Payment, PaymentAllocation])],
  providers: [...SERVICES],
  exports: [...SERVICES],
})
export class ReceivablesModule {}
