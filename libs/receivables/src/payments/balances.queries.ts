import type { Transaction } from '#platform';
import type { AllocatableItem, AllocatablePayment } from '../domain/ledger/allocation-faults.js';
import type { BookedAmount } from '../domain/ledger/booked-amount.js';
import { isPosted } from '../approvals/approval.sql.js';
import type { Rated } from './rated-entry.js';

/** An open document, locked for an allocation. */
export interface LockedItem extends AllocatableItem, Rated {
  readonly open: BookedAmount;
  readonly issuedOn: string;
}

/** A payment, locked for an allocation. */
export interface LockedPayment extends AllocatablePayment, Rated {
  readonly id: string;
  readonly unapplied: BookedAmount;
  readonly receivedOn: string;
  readonly payerAccount: string | null;
}

type StoredItem = Omit<LockedItem, 'openMinor' | 'open'> & { openMinor: string; booksOpenMinor: string };
type StoredPayment = Omit<LockedPayment, 'unappliedMinor' | 'unapplied'> & {
  unappliedMinor: string;
  booksUnappliedMinor: string;
};

/** Locks open items in a fixed order. Returns the existing ones by the id of their document. */
export async function lockItems(
  tx: Transaction,
  documentIds: readonly string[],
): Promise<Map<string, LockedItem>> {
  const rows: StoredItem[] = await tx.manager.query(
    `select o.document_id as id, o.legal_entity_id as "legalEntityId", o.customer_id as "customerId", o.currency,
            o.open_minor as "openMinor", o.books_open_minor as "booksOpenMinor", o.issued_on::text as "issuedOn",
            e.books_currency as "booksCurrency", trim_scale(e.books_rate)::text as "booksRate",
            e.books_rate_on::text as "booksRateOn", e.books_rate_source as "booksRateSource",
            exists (select from write_off w where w.maker_id = o.maker_id and w.document_id = o.document_id
                       and ${isPosted('w')}) as "hasWriteOff"
       from open_item o
       join journal_entry e on e.maker_id = o.maker_id and e.source_kind = 'document' and e.source_id = o.document_id
      where o.maker_id = $1 and o.document_id = any($2::uuid[])
      order by o.document_id for update of o`,
    [tx.scope.makerId, documentIds],
  );
  return new Map(
    rows.map(({ openMinor, booksOpenMinor, ...item }) => [
      item.id,
      {
        ...item,
        openMinor: BigInt(openMinor),
        open: { minor: BigInt(openMinor), booksMinor: BigInt(booksOpenMinor) },
      },
    ]),
  );
}

/** Locks payments in a fixed order. Returns the existing ones by id. */
export async function lockPayments(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, LockedPayment>> {
  const rows: StoredPayment[] = await tx.manager.query(
    `select id, legal_entity_id as "legalEntityId", customer_id as "customerId", currency,
            unapplied_minor as "unappliedMinor", books_unapplied_minor as "booksUnappliedMinor",
            received_on::text as "receivedOn", payer_account as "payerAccount", books_currency as "booksCurrency",
            trim_scale(books_rate)::text as "booksRate", books_rate_on::text as "booksRateOn",
            books_rate_source as "booksRateSource"
       from payment where maker_id = $1 and id = any($2::uuid[])
      order by id for update`,
    [tx.scope.makerId, ids],
  );
  return new Map(
    rows.map(({ unappliedMinor, booksUnappliedMinor, ...payment }) => [
      payment.id,
      {
        ...payment,
        unappliedMinor: BigInt(unappliedMinor),
        unapplied: { minor: BigInt(unappliedMinor), booksMinor: BigInt(booksUnappliedMinor) },
      },
    ]),
  );
}
