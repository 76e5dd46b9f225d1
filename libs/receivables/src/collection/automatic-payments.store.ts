import { AuditTrail } from '#organization';
import type { Transaction } from '#platform';
import { AutomaticPayment } from '../entities/automatic-payment.entity.js';

/**
 * Ends the automatic payments of a customer. Does nothing if they are off.
 * @param methodId ends only automatic payments with this method; null for any method
 */
export async function endAutomaticPayment(
  tx: Transaction,
  customerId: string,
  methodId: string | null,
): Promise<void> {
  const { makerId } = tx.scope;
  const before = await tx.manager.findOneBy(AutomaticPayment, {
    makerId,
    customerId,
    ...(methodId !== null && { methodId }),
  });
  if (before === null) return;
  await tx.manager.delete(AutomaticPayment, { makerId, customerId });
  await AuditTrail.write(tx, {
    action: 'receivables.automatic_payment_off',
    entity: 'customer',
    entityId: customerId,
    before: { method: before.methodLabel },
  });
}
