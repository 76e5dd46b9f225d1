import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  assertNoFaults,
  DomainError,
  type FieldFault,
  fromMinor,
  newId,
  type Page,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { toRequestedAmount } from '../domain/ledger/requested-amounts.js';
import { PaymentPromise } from '../entities/payment-promise.entity.js';
import { lockItems } from '../payments/balances.queries.js';
import { loadSellerDay } from '../payments/recording.queries.js';
import { findPromise, listPromises, type PromiseFilter, type PromiseView } from './promises.queries.js';

/** A promise that a customer made. */
export interface NewPromise {
  /** Decimal in major units of the document's currency; null for everything that is open. */
  readonly amount: string | null;
  readonly promisedOn: string;
  readonly note: string;
}

/** Records promises to pay. While a promise is pending, its document is not reminded of. */
@Injectable()
export class PromisesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lists promises, by default the latest day first.
   * @throws DomainError api.sort_unknown, platform.cursor_invalid
   */
  list(scope: Scope, filter: PromiseFilter): Promise<Page<PromiseView>> {
    return this.unitOfWork.run(scope, (tx) => listPromises(tx, filter));
  }

  /**
   * Records a promise to pay an open document.
   * @throws DomainError receivables.item_not_found, receivables.promise_not_possible, receivables.promise_pending,
   *   receivables.promise_invalid (with fields)
   */
  record(scope: Scope, documentId: string, { amount, promisedOn, note }: NewPromise): Promise<PromiseView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const item = (await lockItems(tx, [documentId])).get(documentId);
      if (!item) throw new DomainError('receivables.item_not_found');
      const { openMinor, currency, customerId, legalEntityId } = item;
      if (openMinor <= 0n) throw new DomainError('receivables.promise_not_possible');
      const { items } = await listPromises(tx, { documentId, limit: MAX_LISTED });
      if (items.some(({ state }) => state === 'pending'))
        throw new DomainError('receivables.promise_pending');
      const requested = toRequestedAmount(amount, openMinor, currency, (minor) =>
        findAmountFault(minor, openMinor, currency),
      );
      const today = await loadSellerDay(tx, legalEntityId);
      assertNoFaults('receivables.promise_invalid', [
        ...requested.faults,
        ...(promisedOn < today
          ? [{ pointer: '/promisedOn', code: 'receivables.promise_day_past', params: { today } }]
          : []),
      ]);
      const id = newId();
      await tx.manager.insert(PaymentPromise, {
        makerId: scope.makerId,
        id,
        customerId,
        documentId,
        currency,
        amountMinor: requested.amountMinor.toString(),
        openBeforeMinor: openMinor.toString(),
        promisedOn,
        note,
        recordedAt: tx.now,
        recordedBy: scope.userId,
      });
      await AuditTrail.write(tx, {
        action: 'receivables.promise_recorded',
        entity: 'invoice',
        entityId: documentId,
        after: {
          promiseId: id,
          amount: fromMinor(requested.amountMinor, currency),
          currency,
          promisedOn,
          note,
        },
      });
      return getPromise(tx, id);
    });
  }

  /**
   * Withdraws a promise, so that it is neither kept nor broken.
   * @throws DomainError receivables.promise_not_found, receivables.promise_withdrawn
   */
  withdraw(scope: Scope, id: string): Promise<PromiseView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const promise = await getPromise(tx, id);
      const { documentId } = promise.document;
      await lockItems(tx, [documentId]);
      if ((await getPromise(tx, id)).withdrawnAt !== null)
        throw new DomainError('receivables.promise_withdrawn');
      await tx.manager.update(
        PaymentPromise,
        { makerId: scope.makerId, id },
        { withdrawnAt: tx.now, withdrawnBy: scope.userId },
      );
      await AuditTrail.write(tx, {
        action: 'receivables.promise_withdrawn',
        entity: 'invoice',
        entityId: documentId,
        after: { promiseId: id, promisedOn: promise.promisedOn },
      });
      return getPromise(tx, id);
    });
  }
}

/** A document has one pending promise, and it is among the latest ones. */
const MAX_LISTED = 100;

function findAmountFault(amountMinor: bigint, openMinor: bigint, currency: string): FieldFault | undefined {
  if (amountMinor <= 0n) return { pointer: '/amount', code: 'receivables.amount_not_positive' };
  if (amountMinor > openMinor)
    return {
      pointer: '/amount',
      code: 'receivables.exceeds_open',
      params: { open: fromMinor(openMinor, currency), currency },
    };
  return undefined;
}

/** @throws DomainError receivables.promise_not_found */
async function getPromise(tx: Transaction, id: string): Promise<PromiseView> {
  const promise = await findPromise(tx, id);
  if (!promise) throw new DomainError('receivables.promise_not_found');
  return promise;
}
