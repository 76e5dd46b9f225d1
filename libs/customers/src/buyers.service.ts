import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  changedFields,
  DomainError,
  ensureVersion,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import {
  type BuyerFields,
  listActiveBuyers,
  createBuyerWithin,
  getBuyer,
  type NewBuyer,
  assertBuyerValid,
} from './buyer.store.js';
import { getCustomer } from './customers.service.js';
import { CustomerEntity } from './entities/customer-entity.entity.js';

export type BuyerChanges = Partial<BuyerFields> & { readonly archived?: boolean };

/** Manages buyers: the legal entities of customers that receive invoices. */
@Injectable()
export class BuyersService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns the active buyers, oldest first. The first is the default for new contracts.
   * @throws DomainError customers.customer_not_found
   */
  list(scope: Scope, customerId: string): Promise<CustomerEntity[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getCustomer(tx, customerId);
      return listActiveBuyers(tx, customerId);
    });
  }

  /** @throws DomainError customers.customer_not_found, customers.buyer_invalid (with fields) */
  create(scope: Scope, customerId: string, buyer: NewBuyer): Promise<CustomerEntity> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getCustomer(tx, customerId);
      return createBuyerWithin(tx, customerId, buyer);
    });
  }

  /**
   * Changes a buyer. Invoices that were already issued keep its former data.
   * @throws DomainError customers.buyer_not_found, platform.version_mismatch, customers.buyer_invalid (with fields),
   *   customers.last_buyer if the only active buyer would be archived
   */
  change(
    scope: Scope,
    id: string,
    version: number,
    { archived, ...wanted }: BuyerChanges,
  ): Promise<CustomerEntity> {
    return this.unitOfWork.run(scope, async (tx) => {
      const buyer = await getBuyer(tx, id, { forChange: true });
      ensureVersion(buyer.version, version);
      const archivedAt = archived === undefined ? undefined : archived ? (buyer.archivedAt ?? tx.now) : null;
      const { before, after } = changedFields<CustomerEntity>(buyer, { ...wanted, archivedAt });
      if (Object.keys(after).length === 0) return buyer;
      const changed = tx.manager.create(CustomerEntity, { ...buyer, ...after, version: version + 1 });
      assertBuyerValid(changed);
      if (archived) await assertNotLastBuyer(tx, buyer);
      const key = { makerId: tx.scope.makerId, id };
      await tx.manager.update(CustomerEntity, key, { ...after, version: version + 1 });
      await AuditTrail.write(tx, {
        action: 'customers.buyer_changed',
        entity: 'customer_entity',
        entityId: id,
        before,
        after,
      });
      return changed;
    });
  }
}

async function assertNotLastBuyer(tx: Transaction, { id, customerId }: CustomerEntity): Promise<void> {
  // Locks the customer, because two simultaneous edits could otherwise archive the last two buyers.
  await getCustomer(tx, customerId, { forChange: true });
  const others = (await listActiveBuyers(tx, customerId)).filter((entity) => entity.id !== id);
  if (others.length === 0) throw new DomainError('customers.last_buyer', { id });
}
