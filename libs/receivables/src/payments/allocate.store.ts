import { lockPostingDay, postEntries } from '#invoicing';
import { type FieldFault, insertRows, newId, rememberByKey, type Transaction } from '#platform';
import { findAllocationFaults, type RequestedAllocation } from '../domain/ledger/allocation-faults.js';
import { without } from '../domain/ledger/booked-amount.js';
import { postAllocation, postSetOff, type ReceivablePosting } from '../domain/ledger/receivable-postings.js';
import type { MatchReason } from '../domain/matching/proposal.js';
import { PaymentAllocation } from '../entities/allocation.entity.js';
import { LearntPayerAccount } from '../entities/learnt-payer.entity.js';
import { type LockedItem, type LockedPayment, lockItems, lockPayments } from './balances.queries.js';
import { ratedEntry } from './rated-entry.js';

/** Requested allocations of one payment to documents of one customer. */
export interface PaymentUse {
  readonly paymentId: string;
  readonly allocations: readonly RequestedAllocation[];
  readonly origin: 'automatic' | 'person';
  readonly reasons: readonly MatchReason[];
}

/** An allocation with its entry, and the balances before it. */
interface Allocated {
  readonly id: string;
  readonly postings: readonly ReceivablePosting[];
  readonly postingDate: string;
  readonly item: LockedItem;
  readonly payment: LockedPayment;
  readonly use: PaymentUse;
  readonly requested: RequestedAllocation;
}

/**
 * Allocates payments to documents, in order. If a request has a fault, none of its allocations are made; the other
 * requests are not affected. Writes each table once.
 * @returns the faults of each request; empty if its allocations were made
 */
export async function allocatePayments(
  tx: Transaction,
  uses: readonly PaymentUse[],
): Promise<readonly FieldFault[][]> {
  return allocateLocked(tx, await lockBalances(tx, uses), uses);
}

/** Locked payments and documents, by id. */
export interface LockedBalances {
  readonly payments: Map<string, LockedPayment>;
  readonly items: Map<string, LockedItem>;
}

/** Locks payments and the documents to which they are allocated, in a fixed order. */
export async function lockBalances(
  tx: Transaction,
  uses: readonly {
    readonly paymentId: string;
    readonly allocations: readonly { readonly documentId: string }[];
  }[],
): Promise<LockedBalances> {
  const payments = await lockPayments(
    tx,
    uses.map(({ paymentId }) => paymentId),
  );
  const documentIds = uses.flatMap(({ allocations }) => allocations.map(({ documentId }) => documentId));
  return { payments, items: await lockItems(tx, [...new Set(documentIds)]) };
}

/** Like `allocatePayments`, with balances that the transaction has locked. Updates the balances. */
export async function allocateLocked(
  tx: Transaction,
  { payments, items }: LockedBalances,
  uses: readonly PaymentUse[],
): Promise<readonly FieldFault[][]> {
  const postingDayOf = rememberByKey((seller: string, day: string) => lockPostingDay(tx, seller, day));
  const allocated: Allocated[] = [];
  const faults: FieldFault[][] = [];
  for (const use of uses) {
    const payment = payments.get(use.paymentId);
    const found = payment
      ? findAllocationFaults(payment, items, use.allocations)
      : [{ pointer: '/paymentId', code: 'receivables.payment_not_found' }];
    faults.push(found);
    if (!payment || found.length > 0) continue;
    for (const requested of use.allocations) {
      const item = items.get(requested.documentId)!;
      const current = payments.get(use.paymentId)!;
      const postings = postAllocation({ ...requested, item, payment: current });
      const day = item.issuedOn > current.receivedOn ? item.issuedOn : current.receivedOn;
      const postingDate = await postingDayOf(current.legalEntityId, day);
      allocated.push({ id: newId(), postings, postingDate, item, payment: current, use, requested });
      items.set(item.id, withOpen(item, bookedOn(postings, 'receivable')));
      payments.set(current.id, {
        ...withUnapplied(current, bookedOn(postings, 'unapplied_cash')),
        customerId: item.customerId,
      });
    }
  }
  await storeAllocations(tx, allocated);
  await learnPayers(tx, allocated);
  return faults;
}

/** Requested set-off of a credit note against documents of the same customer, seller and currency. */
export interface CreditUse {
  readonly credit: LockedItem;
  readonly item: LockedItem;
  readonly amountMinor: bigint;
}

/**
 * Sets off a credit note against a document. The caller must have locked and validated both. @returns the id of the
 * allocation
 */
export async function setOff(
  tx: Transaction,
  { credit, item, amountMinor }: CreditUse,
  origin: 'automatic' | 'person',
): Promise<string> {
  const id = newId();
  const day = item.issuedOn > credit.issuedOn ? item.issuedOn : credit.issuedOn;
  const postingDate = await lockPostingDay(tx, item.legalEntityId, day);
  await insertRows(tx, PaymentAllocation, [
    {
      makerId: tx.scope.makerId,
      id,
      customerId: item.customerId,
      creditDocumentId: credit.id,
      documentId: item.id,
      currency: item.currency,
      amountMinor: amountMinor.toString(),
      postingDate,
      discountMinor: '0',
      withheldMinor: '0',
      feeMinor: '0',
      origin,
      reasons: [],
      madeAt: tx.now,
      madeBy: tx.scope.userId,
    },
  ]);
  await postEntries(tx, [
    {
      entry: ratedEntry(credit, { kind: 'allocation', id }, postingDate),
      postings: postSetOff({ credit, item, amountMinor }),
    },
  ]);
  return id;
}

async function storeAllocations(tx: Transaction, allocated: readonly Allocated[]): Promise<void> {
  const { makerId, userId } = tx.scope;
  const owners = new Map(
    allocated
      .filter(({ payment }) => payment.customerId === null)
      .map(({ payment, item }) => [payment.id, item.customerId]),
  );
  if (owners.size > 0)
    await tx.manager.query(
      `update payment p set customer_id = d.customer_id
         from unnest($2::uuid[], $3::uuid[]) as d (id, customer_id) where p.maker_id = $1 and p.id = d.id`,
      [makerId, [...owners.keys()], [...owners.values()]],
    );
  await insertRows(
    tx,
    PaymentAllocation,
    allocated.map(({ id, item, payment, use, requested, postingDate }) => ({
      makerId,
      id,
      customerId: item.customerId,
      paymentId: payment.id,
      documentId: item.id,
      currency: item.currency,
      amountMinor: requested.amountMinor.toString(),
      discountMinor: requested.discountMinor.toString(),
      withheldMinor: requested.withheldMinor.toString(),
      feeMinor: requested.feeMinor.toString(),
      paymentCurrency: payment.currency,
      paymentMinor: requested.paymentMinor.toString(),
      postingDate,
      origin: use.origin,
      reasons: use.reasons,
      madeAt: tx.now,
      madeBy: use.origin === 'person' ? userId : null,
    })),
  );
  await postEntries(
    tx,
    allocated.map(({ id, item, payment, postings, postingDate }) => ({
      entry: ratedEntry({ ...payment, currency: item.currency }, { kind: 'allocation', id }, postingDate),
      postings,
    })),
  );
}

/** Stores the accounts from which people accepted payments of a customer. */
async function learnPayers(tx: Transaction, allocated: readonly Allocated[]): Promise<void> {
  const learnt = new Map(
    allocated.flatMap(({ use, payment: { payerAccount: account }, item: { customerId } }) =>
      use.origin === 'person' && account !== null
        ? [[`${account} ${customerId}`, { account, customerId }] as const]
        : [],
    ),
  );
  if (learnt.size === 0) return;
  await tx.manager
    .createQueryBuilder()
    .insert()
    .into(LearntPayerAccount)
    .values([...learnt.values()].map((one) => ({ makerId: tx.scope.makerId, ...one, learntAt: tx.now })))
    .orIgnore()
    .execute();
}

/** Returns the used amount on an account that occurs once in an entry; positive for both accounts. */
function bookedOn(postings: readonly ReceivablePosting[], account: ReceivablePosting['account']) {
  const { amountMinor, booksAmountMinor } = postings.find((line) => line.account === account)!;
  return account === 'receivable'
    ? { minor: -amountMinor, booksMinor: -booksAmountMinor }
    : { minor: amountMinor, booksMinor: booksAmountMinor };
}

function withOpen(item: LockedItem, used: { minor: bigint; booksMinor: bigint }): LockedItem {
  const open = without(item.open, used);
  return { ...item, open, openMinor: open.minor };
}

function withUnapplied(payment: LockedPayment, used: { minor: bigint; booksMinor: bigint }): LockedPayment {
  const unapplied = without(payment.unapplied, used);
  return { ...payment, unapplied, unappliedMinor: unapplied.minor };
}
