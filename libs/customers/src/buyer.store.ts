import { AuditTrail } from '#organization';
import { assertNoFaults, DomainError, type FieldFault, newId, type Transaction } from '#platform';
import { isCountry } from './domain/site-location.js';
import { omitUndefined } from './domain/omit-undefined.js';
import { CustomerEntity } from './entities/customer-entity.entity.js';

export interface BuyerFields {
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
  readonly taxIds: Record<string, string>;
  readonly invoiceEmail: string;
}

export type NewBuyer = Pick<BuyerFields, 'name' | 'country'> &
  Partial<BuyerFields> & { readonly id?: string };

/** Like `BuyersService.create`, as part of a larger use case such as creating a customer. */
export async function createBuyerWithin(
  tx: Transaction,
  customerId: string,
  { id = newId(), ...wanted }: NewBuyer,
): Promise<CustomerEntity> {
  const fields: BuyerFields = {
    street: '',
    postalCode: '',
    city: '',
    taxIds: {},
    invoiceEmail: '',
    ...omitUndefined(wanted),
  };
  assertBuyerValid(fields);
  const buyer = { makerId: tx.scope.makerId, id, customerId, ...fields, archivedAt: null };
  const row = { ...buyer, createdAt: tx.now, version: 1 };
  await tx.manager.insert(CustomerEntity, row);
  await AuditTrail.write(tx, {
    action: 'customers.buyer_created',
    entity: 'customer_entity',
    entityId: id,
    after: { customerId, ...fields },
  });
  return tx.manager.create(CustomerEntity, row);
}

/** @throws DomainError customers.buyer_not_found, also for a buyer outside the scope */
export async function getBuyer(
  tx: Transaction,
  id: string,
  { forChange = false } = {},
): Promise<CustomerEntity> {
  const buyer = await tx.manager.findOne(CustomerEntity, {
    where: { makerId: tx.scope.makerId, id },
    ...(forChange && { lock: { mode: 'pessimistic_write' as const } }),
  });
  if (!buyer) throw new DomainError('customers.buyer_not_found', { id });
  return buyer;
}

/**
 * Returns the default buyer for a customer's new contracts: the oldest active buyer. Every customer has an active
 * buyer.
 */
export async function findDefaultBuyer(
  tx: Transaction,
  customerId: string,
): Promise<CustomerEntity | undefined> {
  return (await listActiveBuyers(tx, customerId))[0];
}

/** Returns the customer's active buyers, oldest first. */
export async function listActiveBuyers(tx: Transaction, customerId: string): Promise<CustomerEntity[]> {
  const entities = await tx.manager.find(CustomerEntity, {
    where: { makerId: tx.scope.makerId, customerId },
    order: { createdAt: 'asc', id: 'asc' },
  });
  return entities.filter(({ archivedAt }) => archivedAt === null);
}

/** @throws DomainError customers.buyer_invalid (with fields) */
export function assertBuyerValid({ name, country }: Pick<BuyerFields, 'name' | 'country'>): void {
  const faults: FieldFault[] = [];
  if (name.trim() === '') faults.push({ pointer: '/name', code: 'customers.name_missing' });
  if (!isCountry(country))
    faults.push({ pointer: '/country', code: 'customers.country_unknown', params: { value: country } });
  assertNoFaults('customers.buyer_invalid', faults);
}
