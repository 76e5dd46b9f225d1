import type { Transaction } from '#platform';
import { Payment } from '../entities/payment.entity.js';
import { COUNTED_REFUND } from '../refunds/refund.sql.js';

/**
 * Removes the customer and the learnt account that an allocation assigned to a payment, once the payment has neither
 * allocations nor refunds.
 */
export async function forgetCustomer(tx: Transaction, paymentId: string, customerId: string): Promise<void> {
  const { makerId } = tx.scope;
  const [{ isUsed } = { isUsed: false }]: { isUsed: boolean }[] = await tx.manager.query(
    `select exists (select from allocation a where a.maker_id = $1 and a.payment_id = $2 and a.undone_at is null)
         or exists (select from refund r where r.maker_id = $1 and r.payment_id = $2 and ${COUNTED_REFUND}) as "isUsed"`,
    [makerId, paymentId],
  );
  if (isUsed) return;
  await tx.manager.update(Payment, { makerId, id: paymentId, isCustomerGiven: false }, { customerId: null });
  await tx.manager.query(
    `delete from learnt_payer l using payment p
      where p.maker_id = $1 and p.id = $2 and l.maker_id = p.maker_id and l.account = p.payer_account
        and l.customer_id = $3
        and not exists (
          select from allocation a join payment o on o.maker_id = a.maker_id and o.id = a.payment_id
           where a.maker_id = p.maker_id and a.customer_id = $3 and a.undone_at is null and a.origin = 'person'
             and o.payer_account = p.payer_account)`,
    [makerId, paymentId, customerId],
  );
}
