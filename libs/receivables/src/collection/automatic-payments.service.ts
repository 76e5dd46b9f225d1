import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import { DomainError, type Scope, UnitOfWork } from '#platform';
import { AutomaticPayment } from '../entities/automatic-payment.entity.js';
import { labelOf } from './attempts.store.js';
import { endAutomaticPayment } from './automatic-payments.store.js';
import { PayersService } from './payers.service.js';

/** Automatic payments of customers: a saved method pays each invoice on its due date. */
@Injectable()
export class AutomaticPaymentsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly payers: PayersService,
  ) {}

  /**
   * Turns automatic payments on, or chooses another method. Invoices that were due before stay as they are.
   * @throws DomainError customers.customer_not_found, receivables.cards_off, receivables.payment_method_not_found,
   *   receivables.stripe_unavailable
   */
  async turnOn(scope: Scope, customerId: string, methodId: string): Promise<void> {
    const { areOn, methods } = await this.payers.listMethods(scope, customerId);
    if (!areOn) throw new DomainError('receivables.cards_off');
    const method = methods.find(({ id, kind }) => id === methodId && kind !== 'other');
    if (!method) throw new DomainError('receivables.payment_method_not_found');
    await this.unitOfWork.run(scope, async (tx) => {
      const { makerId } = scope;
      const before = await tx.manager.findOneBy(AutomaticPayment, { makerId, customerId });
      const methodLabel = labelOf(method);
      await tx.manager.upsert(
        AutomaticPayment,
        {
          makerId,
          customerId,
          methodId,
          methodLabel,
          enabledAt: before?.enabledAt ?? tx.now,
          enabledBy: scope.userId,
        },
        ['makerId', 'customerId'],
      );
      await AuditTrail.write(tx, {
        action: 'receivables.automatic_payment_on',
        entity: 'customer',
        entityId: customerId,
        ...(before && { before: { method: before.methodLabel } }),
        after: { method: methodLabel },
      });
    });
  }

  /** Turns automatic payments off. @throws DomainError customers.customer_not_found */
  async turnOff(scope: Scope, customerId: string): Promise<void> {
    await this.payers.getPayer(scope, customerId);
    await this.unitOfWork.run(scope, (tx) => endAutomaticPayment(tx, customerId, null));
  }
}
