import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { AuditTrail } from '#organization';
import {
  changedFields,
  DomainError,
  ensureVersion,
  newId,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { getCustomer } from './customers.service.js';
import { Contact } from './entities/contact.entity.js';
import { getSite } from './sites.service.js';

export interface ContactFields {
  /** The site of the contact; null for the whole customer. */
  readonly siteId: string | null;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly duty: string;
  /** True to send issued documents to the contact's email address. */
  readonly receivesInvoices: boolean;
  /** BCP 47 tag; empty for the language of the customer. */
  readonly language: string;
}

export type NewContact = Pick<ContactFields, 'name'> & Partial<ContactFields> & { readonly id?: string };

export type ContactChanges = Partial<ContactFields> & { readonly archived?: boolean };

@Injectable()
export class ContactsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns the customer's active contacts by name. @throws DomainError customers.customer_not_found */
  list(scope: Scope, customerId: string): Promise<Contact[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getCustomer(tx, customerId);
      return tx.manager.find(Contact, {
        where: { makerId: scope.makerId, customerId, archivedAt: IsNull() },
        order: { name: 'asc', id: 'asc' },
      });
    });
  }

  /**
   * @throws DomainError customers.customer_not_found, customers.site_not_found, customers.site_of_other_customer,
   *   customers.contact_without_email
   */
  create(scope: Scope, customerId: string, { id = newId(), ...wanted }: NewContact): Promise<Contact> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getCustomer(tx, customerId);
      const fields: ContactFields = {
        name: wanted.name,
        siteId: wanted.siteId ?? null,
        email: wanted.email ?? '',
        phone: wanted.phone ?? '',
        duty: wanted.duty ?? '',
        receivesInvoices: wanted.receivesInvoices ?? false,
        language: wanted.language ?? '',
      };
      assertReachable(fields);
      await assertSiteOfCustomer(tx, customerId, fields.siteId);
      const contact = { makerId: scope.makerId, id, customerId, ...fields, archivedAt: null, version: 1 };
      await tx.manager.insert(Contact, contact);
      // The audit trail can't be erased, so it contains no names or phone numbers.
      await AuditTrail.write(tx, {
        action: 'customers.contact_created',
        entity: 'contact',
        entityId: id,
        after: {
          customerId,
          siteId: fields.siteId,
          duty: fields.duty,
          receivesInvoices: fields.receivesInvoices,
        },
      });
      return tx.manager.create(Contact, contact);
    });
  }

  /**
   * @throws DomainError customers.contact_not_found, platform.version_mismatch, customers.site_not_found,
   *   customers.site_of_other_customer, customers.contact_without_email
   */
  change(
    scope: Scope,
    id: string,
    version: number,
    { archived, ...wanted }: ContactChanges,
  ): Promise<Contact> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contact = await tx.manager.findOne(Contact, {
        where: { makerId: scope.makerId, id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!contact) throw new DomainError('customers.contact_not_found', { id });
      ensureVersion(contact.version, version);
      const archivedAt =
        archived === undefined ? undefined : archived ? (contact.archivedAt ?? tx.now) : null;
      const { after } = changedFields<Contact>(contact, { ...wanted, archivedAt });
      if (Object.keys(after).length === 0) return contact;
      const changed = tx.manager.create(Contact, { ...contact, ...after, version: version + 1 });
      assertReachable(changed);
      await assertSiteOfCustomer(tx, contact.customerId, changed.siteId);
      await tx.manager.update(Contact, { makerId: scope.makerId, id }, { ...after, version: version + 1 });
      await AuditTrail.write(tx, {
        action: 'customers.contact_changed',
        entity: 'contact',
        entityId: id,
        after: { fields: Object.keys(after) },
      });
      return changed;
    });
  }
}

/** @throws DomainError customers.contact_without_email if the contact receives invoices but has no address */
function assertReachable({
  email,
  receivesInvoices,
}: Pick<ContactFields, 'email' | 'receivesInvoices'>): void {
  if (receivesInvoices && email.trim() === '') {
    throw new DomainError('customers.contact_without_email', {}, [
      { pointer: '/email', code: 'customers.contact_without_email' },
    ]);
  }
}

async function assertSiteOfCustomer(
  tx: Transaction,
  customerId: string,
  siteId: string | null,
): Promise<void> {
  if (siteId === null) return;
  const site = await getSite(tx, siteId);
  if (site.customerId !== customerId) {
    throw new DomainError('customers.site_of_other_customer', { siteId }, [
      { pointer: '/siteId', code: 'customers.site_of_other_customer' },
    ]);
  }
}
