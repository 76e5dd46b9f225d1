import { Injectable } from '@nestjs/common';
import { AuditTrail, recordPartnerChange } from '#organization';
import {
  assertNoFaults,
  changedFields,
  DomainError,
  ensureVersion,
  type FieldFault,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { createBuyerWithin } from './buyer.store.js';
import { omitUndefined } from './domain/omit-undefined.js';
import { isCountry } from './domain/site-location.js';
import { isLanguage, isRegistryCode } from './domain/registry-code.js';
import { Customer } from './entities/customer.entity.js';

export interface CustomerFields {
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly language: string;
  readonly industry: string;
  readonly taxId: string;
  readonly hubId: string | null;
  readonly partnerId: string | null;
}

/**
 * Required fields of a new customer. By default, the language is English, there is no hub and no partner, and the other
 * fields are empty.
 */
export type NewCustomer = Pick<CustomerFields, 'code' | 'name' | 'country'> &
  Partial<CustomerFields> & { readonly id?: string };

export type CustomerChanges = Partial<CustomerFields> & { readonly archived?: boolean };

@Injectable()
export class CustomersService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * @throws DomainError customers.customer_invalid (with fields), customers.customer_code_taken,
   *   customers.customer_id_taken, customers.hub_not_found, customers.partner_not_found
   */
  create(scope: Scope, customer: NewCustomer): Promise<Customer> {
    return this.unitOfWork.run(scope, (tx) => this.createWithin(tx, customer));
  }

  /** Like `create`, as part of a larger use case such as an import. */
  async createWithin(tx: Transaction, { id = newId(), ...wanted }: NewCustomer): Promise<Customer> {
    const fields: CustomerFields = {
      language: 'en',
      industry: '',
      taxId: '',
      hubId: null,
      partnerId: null,
      ...omitUndefined(wanted),
    };
    assertNoFaults('customers.customer_invalid', findCustomerFaults(fields));
    const customer = { makerId: tx.scope.makerId, id, ...fields, archivedAt: null, version: 1 };
    await mapConstraintViolations(customerConstraintErrors(customer), () =>
      tx.manager.insert(Customer, customer),
    );
    await AuditTrail.write(tx, {
      action: 'customers.customer_created',
      entity: 'customer',
      entityId: id,
      after: fields,
    });
    await recordPartnerChange(tx, [fields.partnerId]);
    // Every customer needs a buyer, because invoices are addressed to a buyer.
    const { name, country, taxId } = fields;
    await createBuyerWithin(tx, id, { name, country, taxIds: taxId === '' ? {} : { tax: taxId } });
    return tx.manager.create(Customer, customer);
  }

  /** Returns a customer. @throws DomainError customers.customer_not_found, also for a customer outside the scope */
  get(scope: Scope, id: string): Promise<Customer> {
    return this.unitOfWork.run(scope, (tx) => getCustomer(tx, id));
  }

  /**
   * @param version the version that the editor saw
   * @throws DomainError customers.customer_not_found, platform.version_mismatch, and the errors of `create`
   */
  change(
    scope: Scope,
    id: string,
    version: number,
    { archived, ...wanted }: CustomerChanges,
  ): Promise<Customer> {
    return this.unitOfWork.run(scope, async (tx) => {
      const customer = await getCustomer(tx, id, { forChange: true });
      ensureVersion(customer.version, version);
      const archivedAt =
        archived === undefined ? undefined : archived ? (customer.archivedAt ?? tx.now) : null;
      const { before, after } = changedFields<Customer>(customer, { ...wanted, archivedAt });
      if (Object.keys(after).length === 0) return customer;
      const changed = tx.manager.create(Customer, { ...customer, ...after, version: version + 1 });
      assertNoFaults('customers.customer_invalid', findCustomerFaults(changed));
      await mapConstraintViolations(customerConstraintErrors(changed), () =>
        tx.manager.update(Customer, { makerId: tx.scope.makerId, id }, { ...after, version: version + 1 }),
      );
      await AuditTrail.write(tx, {
        action: 'customers.customer_changed',
        entity: 'customer',
        entityId: id,
        before,
        after,
      });
      if ('partnerId' in after) await recordPartnerChange(tx, [customer.partnerId, changed.partnerId]);
      return changed;
    });
  }
}

/** Returns the customer; `forChange` locks it against other edits. @throws DomainError customers.customer_not_found */
export async function getCustomer(
  tx: Transaction,
  id: string,
  { forChange = false } = {},
): Promise<Customer> {
  const customer = await tx.manager.findOne(Customer, {
    where: { makerId: tx.scope.makerId, id },
    ...(forChange && { lock: { mode: 'pessimistic_write' as const } }),
  });
  if (!customer) throw new DomainError('customers.customer_not_found', { id });
  return customer;
}

function findCustomerFaults({ code, name, country, language }: CustomerFields): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!isRegistryCode(code))
    faults.push({ pointer: '/code', code: 'customers.code_malformed', params: { value: code } });
  if (name.trim() === '') faults.push({ pointer: '/name', code: 'customers.name_missing' });
  if (!isCountry(country))
    faults.push({ pointer: '/country', code: 'customers.country_unknown', params: { value: country } });
  if (!isLanguage(language)) {
    faults.push({ pointer: '/language', code: 'customers.language_unknown', params: { value: language } });
  }
  return faults;
}

function customerConstraintErrors({
  id,
  code,
  hubId,
  partnerId,
}: Pick<Customer, 'id' | 'code' | 'hubId' | 'partnerId'>) {
  return {
    customer_pk: () => new DomainError('customers.customer_id_taken', { id }),
    customer_code_uq: () =>
      new DomainError('customers.customer_code_taken', { code }, [
        { pointer: '/code', code: 'customers.customer_code_taken', params: { code } },
      ]),
    customer_hub_fk: () => hubNotFound(hubId),
    customer_partner_fk: () =>
      new DomainError('customers.partner_not_found', { id: partnerId }, [
        { pointer: '/partnerId', code: 'customers.partner_not_found' },
      ]),
  };
}

/** Returns the error for a hub that the maker doesn't have. */
export function hubNotFound(hubId: string | null): DomainError {
  return new DomainError('customers.hub_not_found', { id: hubId }, [
    { pointer: '/hubId', code: 'customers.hub_not_found' },
  ]);
}
