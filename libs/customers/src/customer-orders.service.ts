import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  assertNoFaults,
  changedFields,
  DomainError,
  ensureVersion,
  fromMinor,
  groupBy,
  newId,
  type Scope,
  toMinor,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { In } from 'typeorm';
import { getBuyer } from './buyer.store.js';
import { findOrderFaults, type OrderFields } from './domain/order-faults.js';
import { CustomerOrder } from './entities/customer-order.entity.js';

export type NewOrder = Pick<OrderFields, 'number' | 'validFrom'> &
  Partial<OrderFields> & { readonly id?: string };

export type OrderChanges = Partial<OrderFields>;

export interface OrderView extends OrderFields {
  readonly id: string;
  readonly buyerId: string;
  readonly version: number;
}

/** Manages purchase orders of buyers. Their numbers are printed on invoices. */
@Injectable()
export class CustomerOrdersService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns the buyer's orders, newest first. @throws DomainError customers.buyer_not_found */
  list(scope: Scope, buyerId: string): Promise<OrderView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getBuyer(tx, buyerId);
      return listOrders(tx, buyerId);
    });
  }

  /** @throws DomainError customers.buyer_not_found, customers.order_invalid (with fields) */
  create(scope: Scope, buyerId: string, { id = newId(), ...wanted }: NewOrder): Promise<OrderView> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getBuyer(tx, buyerId);
      const fields: OrderFields = {
        number: wanted.number,
        reference: wanted.reference ?? '',
        validFrom: wanted.validFrom,
        validTo: wanted.validTo ?? null,
        amount: wanted.amount ?? null,
        currency: wanted.currency ?? null,
      };
      assertNoFaults('customers.order_invalid', findOrderFaults(fields));
      await tx.manager.insert(CustomerOrder, { ...rowOf(tx, id, buyerId, fields), version: 1 });
      await AuditTrail.write(tx, {
        action: 'customers.order_created',
        entity: 'customer_order',
        entityId: id,
        after: { buyerId, ...fields },
      });
      return { id, buyerId, ...fields, version: 1 };
    });
  }

  /** @throws DomainError customers.order_not_found, platform.version_mismatch, customers.order_invalid (with fields) */
  change(scope: Scope, id: string, version: number, wanted: OrderChanges): Promise<OrderView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const row = await tx.manager.findOne(CustomerOrder, {
        where: { makerId: scope.makerId, id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!row) throw new DomainError('customers.order_not_found', { id });
      ensureVersion(row.version, version);
      const { version: _version, ...current } = toView(row);
      const { before, after } = changedFields<OrderFields>(current, wanted);
      if (Object.keys(after).length === 0) return toView(row);
      const changed = { ...current, ...after, version: version + 1 };
      assertNoFaults('customers.order_invalid', findOrderFaults(changed));
      const key = { makerId: scope.makerId, id };
      const fields = rowOf(tx, id, row.buyerId, changed);
      await tx.manager.update(CustomerOrder, key, { ...fields, version: changed.version });
      await AuditTrail.write(tx, {
        action: 'customers.order_changed',
        entity: 'customer_order',
        entityId: id,
        before,
        after,
      });
      return changed;
    });
  }
}

/** Returns a buyer's orders, newest first. */
async function listOrders(tx: Transaction, buyerId: string): Promise<OrderView[]> {
  return (await listOrdersByBuyer(tx, [buyerId])).get(buyerId) ?? [];
}

/** Returns orders by buyer, newest first. */
export async function listOrdersByBuyer(
  tx: Transaction,
  buyerIds: readonly string[],
): Promise<Map<string, OrderView[]>> {
  const rows = await tx.manager.find(CustomerOrder, {
    where: { makerId: tx.scope.makerId, buyerId: In([...buyerIds]) },
    order: { validFrom: 'desc', number: 'asc', id: 'asc' },
  });
  return groupBy(rows.map(toView), ({ buyerId }) => buyerId);
}

function rowOf(tx: Transaction, id: string, buyerId: string, { amount, currency, ...fields }: OrderFields) {
  const { number, reference, validFrom, validTo } = fields;
  const amountMinor = amount === null || currency === null ? null : toMinor(amount, currency).toString();
  const { makerId } = tx.scope;
  return { makerId, id, buyerId, number, reference, validFrom, validTo, amountMinor, currency };
}

function toView({ makerId: _makerId, amountMinor, ...row }: CustomerOrder): OrderView {
  const amount = amountMinor === null ? null : fromMinor(BigInt(amountMinor), row.currency!);
  return { ...row, amount };
}
