import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  assertNoFaults,
  DomainError,
  type FieldFault,
  fromMinor,
  minorDecimals,
  type Page,
  type Scope,
  toMinor,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { compact } from '../domain/compact.js';
import type { RequestedAllocation } from '../domain/ledger/allocation-faults.js';
import type { PaymentMethod } from '../domain/ledger/payment-method.js';
import type { MatchReason } from '../domain/matching/proposal.js';
import { PaymentAllocation } from '../entities/allocation.entity.js';
import { allocatePayments, setOff } from './allocate.store.js';
import { lockItems, lockPayments, type LockedItem } from './balances.queries.js';
import {
  type AllocationView,
  findPayment,
  listAllocations,
  listPayments,
  type PaymentFilter,
  type PaymentView,
} from './payments.queries.js';
import { recordPayments } from './record-payments.store.js';
import { loadSuggestions, type SuggestionView } from './suggestions.queries.js';
import { undoAllocation } from './undo-allocation.store.js';

/** A payment that a person records. Amounts are decimals in major units. */
export interface NewPayment {
  readonly legalEntityId: string;
  readonly customerId: string | null;
  readonly method: PaymentMethod;
  readonly currency: string;
  readonly amount: string;
  readonly receivedOn: string;
  readonly payerName: string | null;
  readonly payerAccount: string | null;
  readonly reference: string;
}

/** Requested use of a payment for a document. Amounts are decimals in major units of the document's currency. */
export interface NewAllocation {
  readonly documentId: string;
  readonly amount: string;
  readonly discount: string | null;
  readonly withheld: string | null;
  readonly fee: string | null;
  /** What is used of the payment, in its currency; null if both currencies are the same. */
  readonly paymentAmount: string | null;
}

export interface PaymentDetail extends PaymentView {
  /** In the order in which they were made, including undone ones. */
  readonly allocations: readonly AllocationView[];
  /** Possible uses of an imported payment, best first. */
  readonly suggestions: readonly SuggestionView[];
}

/** Records received payments, uses them and credit notes for documents, and undoes that. */
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
   * Records a payment, which is unapplied at first.
   * @throws DomainError organization.legal_entity_not_found, customers.customer_not_found, billing.fx_rate_missing,
   *   receivables.payment_invalid (with fields)
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
   * Uses a payment for documents of one customer.
   * @throws DomainError receivables.payment_not_found, receivables.allocation_invalid (with fields)
   */
  allocate(
    scope: Scope,
    paymentId: string,
    requested: readonly NewAllocation[],
    reasons: readonly MatchReason[],
  ): Promise<PaymentDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const payment = (await lockPayments(tx, [paymentId])).get(paymentId);
      if (!payment) throw new DomainError('receivables.payment_not_found');
      const items = await lockItems(
        tx,
        requested.map(({ documentId }) => documentId),
      );
      const faults: FieldFault[] = [];
      const allocations = requested.map((one, index) =>
        toRequested(
          one,
          index,
          items.get(one.documentId)?.currency ?? payment.currency,
          payment.currency,
          faults,
        ),
      );
      assertNoFaults('receivables.allocation_invalid', faults);
      const [found] = await allocatePayments(tx, [{ paymentId, allocations, origin: 'person', reasons }]);
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
   * Uses an open credit note for a document of the same customer, legal entity and currency.
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
      const item = items.get(documentId);
      const amountMinor = amount === null ? largestSetOff(credit, item) : toMinor(amount, credit.currency);
      assertNoFaults('receivables.set_off_invalid', findSetOffFaults(credit, item, amountMinor));
      const id = await setOff(tx, { credit, item: item!, amountMinor }, 'person');
      await AuditTrail.write(tx, {
        action: 'receivables.credit_note_set_off',
        entity: 'invoice',
        entityId: creditDocumentId,
        after: { documentId, amount: fromMinor(amountMinor, credit.currency), currency: credit.currency },
      });
      return (await listAllocations(tx, { documentId })).find((one) => one.id === id)!;
    });
  }

  /**
   * Uses a new credit note for the invoice that it credits, as far as both are open. What is left of it stays open. Does
   * nothing if it was used before.
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
   * Undoes an allocation, so that its document and its payment or credit note are as open as before.
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
      return (await listAllocations(tx, { documentId })).find(({ id }) => id === allocationId)!;
    });
  }
}

/** Returns the document that bills an invoice; for a billing group, its first invoice. */
async function findDocumentOf(tx: Transaction, invoiceId: string): Promise<string> {
  const [found]: { documentId: string }[] = await tx.manager.query(
    `select coalesce(lead_id, id) as "documentId" from invoice where maker_id = $1 and id = $2`,
    [tx.scope.makerId, invoiceId],
  );
  return found!.documentId;
}

async function loadDetail(tx: Transaction, id: string): Promise<PaymentDetail> {
  const payment = await findPayment(tx, id);
  if (!payment) throw new DomainError('receivables.payment_not_found');
  return {
    ...payment,
    allocations: await listAllocations(tx, { paymentId: id }),
    suggestions: tx.scope.customers === 'all' ? await loadSuggestions(tx, id) : [],
  };
}

async function findPaymentFaults(tx: Transaction, payment: NewPayment): Promise<FieldFault[]> {
  const { amount, currency, legalEntityId, receivedOn, customerId } = payment;
  const faults: FieldFault[] = [];
  if (!isAmountOf(amount, currency))
    faults.push({ pointer: '/amount', code: 'receivables.amount_decimals', params: { currency } });
  else if (toMinor(amount, currency) <= 0n)
    faults.push({ pointer: '/amount', code: 'receivables.amount_not_positive' });
  const [found]: { today: string; isCustomer: boolean }[] = await tx.manager.query(
    `select ($3::timestamptz at time zone e.zone)::date::text as today,
            ($4::uuid is null or exists (select from customer c where c.maker_id = e.maker_id and c.id = $4)) as "isCustomer"
       from legal_entity e where e.maker_id = $1 and e.id = $2`,
    [tx.scope.makerId, legalEntityId, tx.now, customerId],
  );
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

/** Converts decimals of a request, and collects faults of amounts that have too many decimals. */
function toRequested(
  one: NewAllocation,
  index: number,
  currency: string,
  paymentCurrency: string,
  faults: FieldFault[],
): RequestedAllocation {
  const read = (field: 'amount' | 'discount' | 'withheld' | 'fee' | 'paymentAmount', of: string): bigint => {
    const text = one[field];
    if (text === null) return 0n;
    if (!isAmountOf(text, of))
      faults.push({
        pointer: `/allocations/${index}/${field}`,
        code: 'receivables.amount_decimals',
        params: { currency: of },
      });
    return toMinor(text, of);
  };
  const amountMinor = read('amount', currency);
  if (one.paymentAmount === null && currency !== paymentCurrency)
    faults.push({
      pointer: `/allocations/${index}/paymentAmount`,
      code: 'receivables.payment_amount_missing',
      params: { currency: paymentCurrency },
    });
  return {
    documentId: one.documentId,
    amountMinor,
    discountMinor: read('discount', currency),
    withheldMinor: read('withheld', currency),
    feeMinor: read('fee', currency),
    paymentMinor: one.paymentAmount === null ? amountMinor : read('paymentAmount', paymentCurrency),
  };
}

/** Returns whether a decimal has no more decimals than its currency. */
function isAmountOf(amount: string, currency: string): boolean {
  return (amount.split('.')[1] ?? '').length <= minorDecimals(currency);
}

function largestSetOff(credit: LockedItem, item: LockedItem | undefined): bigint {
  const available = -credit.openMinor;
  return item && item.openMinor < available ? item.openMinor : available;
}

function findSetOffFaults(
  credit: LockedItem,
  item: LockedItem | undefined,
  amountMinor: bigint,
): FieldFault[] {
  if (credit.openMinor >= 0n) throw new DomainError('receivables.credit_note_used');
  if (!item) return [{ pointer: '/documentId', code: 'receivables.item_not_found' }];
  const { currency } = credit;
  const at = (pointer: string, code: string, params = {}): FieldFault[] => [
    { pointer, code: `receivables.${code}`, params },
  ];
  if (item.legalEntityId !== credit.legalEntityId) return at('/documentId', 'item_of_other_seller');
  if (item.customerId !== credit.customerId) return at('/documentId', 'item_of_other_customer');
  if (item.currency !== currency) return at('/documentId', 'item_of_other_currency', { currency });
  if (item.openMinor <= 0n) return at('/documentId', 'item_not_open');
  if (amountMinor <= 0n) return at('/amount', 'amount_not_positive');
  if (amountMinor > item.openMinor)
    return at('/amount', 'exceeds_open', { open: fromMinor(item.openMinor, currency), currency });
  if (amountMinor > -credit.openMinor)
    return at('/amount', 'exceeds_credit', { left: fromMinor(-credit.openMinor, currency), currency });
  return [];
}
