import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { localDate } from '#contracts/domain';
import { getCustomer } from '#customers';
import { getSeller } from '#invoicing';
import { AuditTrail } from '#organization';
import { normaliseAccount } from '#organization/domain';
import {
  assertNoFaults,
  DomainError,
  mapConstraintViolations,
  newId,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { isCreditorId } from '../domain/direct-debits/creditor-id.js';
import { type DebitScheme, findMandateFaults, type MandateFacts } from '../domain/direct-debits/mandate.js';
import { oneLine } from '../domain/one-line.js';
import { DebitCreditor } from '../entities/debit-creditor.entity.js';
import { Mandate } from '../entities/mandate.entity.js';
import { findMandate, listMandates, type MandateView } from './mandates.queries.js';

export interface NewMandate extends MandateFacts {
  readonly legalEntityId: string;
  readonly customerId: string;
  readonly scheme: DebitScheme;
  readonly payerName: string;
}

/** Terms on which a legal entity collects by direct debit. */
export interface DebitTerms {
  readonly creditorId: string;
  /** Minimum number of days between the issue of a document and its collection, 1 to 90. */
  readonly noticeDays: number;
}

const MAX_PAYER_NAME = 70;

/** Manages the creditor identifiers of legal entities and the mandates of their customers. */
@Injectable()
export class MandatesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists the creditor identifiers of legal entities. */
  listCreditors(scope: Scope): Promise<DebitCreditor[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.find(DebitCreditor, {
        where: { makerId: scope.makerId },
        order: { legalEntityId: 'ASC' },
      }),
    );
  }

  /**
   * Sets the creditor identifier and the notice period of a legal entity. Existing mandates keep their creditor
   * identifier.
   * @throws DomainError organization.legal_entity_not_found, receivables.creditor_id_invalid
   */
  setCreditor(
    scope: Scope,
    legalEntityId: string,
    { creditorId, noticeDays }: DebitTerms,
  ): Promise<DebitCreditor> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId } = scope;
      await getSeller(tx, legalEntityId);
      const terms = { creditorId: normaliseAccount(creditorId), noticeDays };
      if (!isCreditorId(terms.creditorId))
        throw new DomainError('receivables.creditor_id_invalid', {}, [
          { pointer: '/creditorId', code: 'receivables.creditor_id_invalid' },
        ]);
      const before = await tx.manager.findOneBy(DebitCreditor, { makerId, legalEntityId });
      const row = { makerId, legalEntityId, ...terms, changedAt: tx.now };
      await tx.manager.upsert(DebitCreditor, row, ['makerId', 'legalEntityId']);
      await AuditTrail.write(tx, {
        action: 'receivables.debit_creditor_changed',
        entity: 'legal_entity',
        entityId: legalEntityId,
        ...(before && { before: { creditorId: before.creditorId, noticeDays: before.noticeDays } }),
        after: terms,
      });
      return row;
    });
  }

  /** Lists the mandates of a customer, the latest first. @throws DomainError customers.customer_not_found */
  list(scope: Scope, customerId: string): Promise<MandateView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getCustomer(tx, customerId);
      return listMandates(tx, customerId);
    });
  }

  /**
   * Registers a signed mandate.
   * @throws DomainError organization.legal_entity_not_found, customers.customer_not_found,
   *   receivables.debit_creditor_missing, receivables.mandate_invalid (with fields), receivables.mandate_exists,
   *   receivables.mandate_reference_taken
   */
  register(scope: Scope, { legalEntityId, customerId, ...requested }: NewMandate): Promise<MandateView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId, userId } = scope;
      const seller = await getSeller(tx, legalEntityId);
      await getCustomer(tx, customerId);
      const creditor = await tx.manager.findOneBy(DebitCreditor, { makerId, legalEntityId });
      if (!creditor) throw new DomainError('receivables.debit_creditor_missing', { name: seller.name });
      const mandate = {
        reference: requested.reference.trim(),
        scheme: requested.scheme,
        payerName: oneLine(requested.payerName, MAX_PAYER_NAME),
        account: normaliseAccount(requested.account),
        signedOn: requested.signedOn,
      };
      assertNoFaults('receivables.mandate_invalid', [
        ...findMandateFaults(mandate, localDate(tx.now.getTime(), seller.zone)),
        ...(mandate.payerName === ''
          ? [{ pointer: '/payerName', code: 'receivables.mandate_payer_missing' }]
          : []),
      ]);
      const id = newId();
      const row = {
        makerId,
        id,
        legalEntityId,
        customerId,
        ...mandate,
        creditorId: creditor.creditorId,
        registeredAt: tx.now,
        registeredBy: userId,
      };
      await mapConstraintViolations(errorsOf(mandate.reference), () => tx.manager.insert(Mandate, row));
      await AuditTrail.write(tx, {
        action: 'receivables.mandate_registered',
        entity: 'customer',
        entityId: customerId,
        after: { legalEntityId, ...mandate, creditorId: creditor.creditorId },
      });
      return getMandate(tx, id);
    });
  }

  /**
   * Ends a mandate, so that no more money is collected with it.
   * @throws DomainError receivables.mandate_not_found, receivables.mandate_ended
   */
  end(scope: Scope, id: string, why: string): Promise<MandateView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const mandate = await getMandate(tx, id);
      const { makerId, userId } = scope;
      const { affected } = await tx.manager.update(
        Mandate,
        { makerId, id, endedAt: IsNull() },
        { endedAt: tx.now, endedBy: userId, endWhy: why },
      );
      if (affected === 0) throw new DomainError('receivables.mandate_ended');
      await AuditTrail.write(tx, {
        action: 'receivables.mandate_ended',
        entity: 'customer',
        entityId: mandate.customer.id,
        after: { reference: mandate.reference, why },
      });
      return getMandate(tx, id);
    });
  }
}

async function getMandate(tx: Transaction, id: string): Promise<MandateView> {
  const found = await findMandate(tx, id);
  if (!found) throw new DomainError('receivables.mandate_not_found');
  return found;
}

const errorsOf = (reference: string) => ({
  mandate_active_uq: () => new DomainError('receivables.mandate_exists'),
  mandate_reference_uq: () =>
    new DomainError('receivables.mandate_reference_taken', { reference }, [
      { pointer: '/reference', code: 'receivables.mandate_reference_taken', params: { reference } },
    ]),
});
