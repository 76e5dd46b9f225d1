import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  assertNoFaults,
  DomainError,
  type FieldFault,
  fromMinor,
  type Page,
  type Scope,
  toMinor,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { compact } from '../domain/compact.js';
import type { RecordedMethod } from '../domain/ledger/payment-method.js';
import {
  decimalsFault,
  isAmountOf,
  type NewAllocation,
  toRequestedAllocations,
  toRequestedAmount,
} from '../domain/ledger/requested-amounts.js';
import { findSetOffFault, largestSetOff } from '../domain/ledger/set-off.js';
import type { MatchReason } from '../domain/matching/proposal.js';
import { PaymentAllocation } from '../entities/allocation.entity.js';
import { allocateLocked, lockBalances, setOff } from './allocate.store.js';
import { lockItems } from './balances.queries.js';
import {
  type AllocationView,
  findPayment,
  getAllocation,
  listAllocations,
  listPayments,
  type PaymentFilter,
  type PaymentView,
} from './payments.queries.js';
import { findRefundable, type Refundable } from '../refunds/refundable.js';
import { listRefundsOf, type RefundView } from '../refunds/refunds.queries.js';
import { recordPayments } from './record-payments.store.js';
import { findDocumentOf, findRecordingFacts } from './recording.queries.js';
import { loadSuggestions, type SuggestionView } from './suggestions.queries.js';
import { undoAllocation } from './undo-allocation.store.js';

/** A payment that a person records. Amounts are decimals in major units. */
export interface NewPayment {
  readonly legalEntityId: string;
  readonly customerId: string | null;
  readonly method: RecordedMethod;
  readonly currency: string;
  readonly amount: string;
  readonly receivedOn: string;
  readonly payerName: string | null;
  readonly payerAccount: string | null;
  readonly reference: string;
}

export interface PaymentDetail extends PaymentView {
  /** In the order in which they were made, including undone allocations. */
  readonly allocations: readonly AllocationView[];
  /** Possible allocations of an imported payment, best first. */
  readonly suggestions: readonly SuggestionView[];
  /** In the order in which they were requested, including rejected and undone refunds; empty for customers. */
  readonly refunds: readonly RefundView[];
  /** Largest possible refund; null if no amount can be refunded, and for customers. */
  readonly refundable: Refundable | null;
}

/** Records received payments, allocates payments and credit notes to documents, and undoes allocations. */
@Injectable()
export class PaymentsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lists payments, by default the latest first.
   * @throws DomainError api.sort_unknown, platform.cursor_invalid
   */
  list(scope: Scope, filter: PaymentFilter): Promise<Page<PaymentView>> {
    return this.unitOfWork.run(scope, (tx) => listPayments(tx, filter));
  }

  /** @throws DomainError receivables.payment_not_found */
  get(scope: Scope, id: string): Promise<PaymentDetail> {
    return this.unitOfWork.run(scope, (tx) => loadDetail(tx, id));
  }

  /**
   * Records a payment without allocating it.
   * @throws DomainError organization.legal_entity_not_found, customers.customer_not_found, billing.fx_rate_missing,
   * receivables.payment_invalid (with fields)
   */
  record(scope: Scope, payment: NewPayment): Promise<PaymentDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { amount, payerAccount, ...rest } = payment;
      assertNoFaults('receivables.payment_invalid', await findPaymentFaults(tx, payment));
      const [id] = await recordPayments(tx, [
        {
          ...rest,
          payerAccount: payerAccount === null ? null : compact(payerAccount),
          amountMinor: toMinor(amount, payment.currency),
          bankAccountId: null,
          suggestions: [],
        },
      ]);
      await AuditTrail.write(tx, {
        action: 'receivables.payment_recorded',
        entity: 'payment',
        entityId: id!,
        after: payment,
      });
      return loadDetail(tx, id!);
    });
  }

  /**
   * Allocates a payment to documents of one customer.
   * @throws DomainError receivables.payment_not_found, receivables.allocation_invalid (with fields)
   */
  allocate(
    scope: Scope,
    paymentId: string,
    requested: readonly NewAllocation[],
    reasons: readonly MatchReason[],
  ): Promise<PaymentDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const balances = await lockBalances(tx, [{ paymentId, allocations: requested }]);
      const payment = balances.payments.get(paymentId);
      if (!payment) throw new DomainError('receivables.payment_not_found');
      const { allocations, faults } = toRequestedAllocations(
        requested,
        payment.currency,
        (documentId) => balances.items.get(documentId)?.currency,
      );
      assertNoFaults('receivables.allocation_invalid', faults);
      const use = { paymentId, allocations, origin: 'person', reasons } as const;
      const [found] = await allocateLocked(tx, balances, [use]);
      assertNoFaults('receivables.allocation_invalid', found!);
      await AuditTrail.write(tx, {
        action: 'receivables.payment_allocated',
        entity: 'payment',
        entityId: paymentId,
        after: { allocations: requested },
      });
      return loadDetail(tx, paymentId);
    });
  }

  /**
   * Sets off an open credit note against a document of the same customer, legal entity and currency.
   * @param amount decimal in major units; null for as much as possible
   * @throws DomainError receivables.item_not_found, receivables.set_off_invalid (with fields)
   */
  setOff(
    scope: Scope,
    creditDocumentId: string,
    documentId: string,
    amount: string | null,
  ): Promise<AllocationView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const items = await lockItems(tx, [creditDocumentId, documentId]);
      const credit = items.get(creditDocumentId);
      if (!credit) throw new DomainError('receivables.item_not_found');
      if (credit.openMinor >= 0n) throw new DomainError('receivables.credit_note_used');
      const item = items.get(documentId);
      const { amountMinor, faults } = toRequestedAmount(
        amount,
        largestSetOff(credit, item),
        credit.currency,
        (minor) => findSetOffFault(credit, item, minor),
      );
      assertNoFaults('receivables.set_off_invalid', faults);
      const id = await setOff(tx, { credit, item: item!, amountMinor }, 'person');
      await AuditTrail.write(tx, {
        action: 'receivables.credit_note_set_off',
        entity: 'invoice',
        entityId: creditDocumentId,
        after: { documentId, amount: fromMinor(amountMinor, credit.currency), currency: credit.currency },
      });
      return getAllocation(tx, id);
    });
  }

  /**
   * Sets off a new credit note against the invoice that it credits, up to the smaller of the two open amounts. The rest
   * of the credit note stays open. Has no effect if the credit note was already used.
   */
  setOffAgainstOriginal(scope: Scope, creditDocumentId: string, invoiceId: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const documentId = await findDocumentOf(tx, invoiceId);
      const items = await lockItems(tx, [creditDocumentId, documentId]);
      const [credit, item] = [items.get(creditDocumentId), items.get(documentId)];
      if (!credit || !item || credit.openMinor >= 0n || item.openMinor <= 0n) return;
      const isUsed = await tx.manager.existsBy(PaymentAllocation, {
        makerId: scope.makerId,
        creditDocumentId,
      });
      if (!isUsed) await setOff(tx, { credit, item, amountMinor: largestSetOff(credit, item) }, 'automatic');
    });
  }

  /**
   * Undoes an allocation, which restores the open amount of the document and the unused amount of the payment or credit
   * note.
   * @throws DomainError receivables.allocation_not_found, receivables.allocation_undone
   */
  undo(scope: Scope, allocationId: string, why: string): Promise<AllocationView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { documentId, paymentId } = await undoAllocation(tx, allocationId, why);
      await AuditTrail.write(tx, {
        action: 'receivables.allocation_undone',
        entity: paymentId === null ? 'invoice' : 'payment',
        entityId: paymentId ?? documentId,
        after: { allocationId, why },
      });
      return getAllocation(tx, allocationId);
    });
  }
}

async function loadDetail(tx: Transaction, id: string): Promise<PaymentDetail> {
  const payment = await findPayment(tx, id);
  if (!payment) throw new DomainError('receivables.payment_not_found');
  const allocations = await listAllocations(tx, { paymentId: id });
  if (tx.scope.customers !== 'all')
    return { ...payment, allocations, suggestions: [], refunds: [], refundable: null };
  const sourceId = { paymentId: id, documentId: null };
  return {
    ...payment,
    allocations,
    suggestions: await loadSuggestions(tx, id),
    refunds: await listRefundsOf(tx, sourceId),
    refundable: await findRefundable(tx, {
      kind: 'payment',
      id,
      sourceId,
      legalEntityId: payment.legalEntity.id,
      customerId: payment.customer?.id ?? null,
      currency: payment.currency,
      leftMinor: BigInt(payment.unappliedMinor),
    }),
  };
}

async function findPaymentFaults(tx: Transaction, payment: NewPayment): Promise<FieldFault[]> {
  const { amount, currency, legalEntityId, receivedOn, customerId } = payment;
  const faults: FieldFault[] = [];
  if (!isAmountOf(amount, currency)) faults.push(decimalsFault('/amount', currency));
  else if (toMinor(amount, currency) <= 0n)
    faults.push({ pointer: '/amount', code: 'receivables.amount_not_positive' });
  const found = await findRecordingFacts(tx, legalEntityId, customerId);
  if (!found) throw new DomainError('organization.legal_entity_not_found', { id: legalEntityId });
  if (!found.isCustomer) faults.push({ pointer: '/customerId', code: 'customers.customer_not_found' });
  if (receivedOn > found.today)
    faults.push({
      pointer: '/receivedOn',
      code: 'receivables.received_in_future',
      params: { today: found.today },
    });
  return faults;
}
