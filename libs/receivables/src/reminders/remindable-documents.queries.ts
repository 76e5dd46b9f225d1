import { loadRecipients } from '#invoicing';
import { sumMinor, type Transaction } from '#platform';
import { isContested, isInProgress } from '../collection/attempt.sql.js';
import type { CallableDocument } from '../domain/reminders/call-list.js';
import type { ReceivedPart } from '../domain/reminders/late-interest.js';
import { type PromiseState, promiseStateOf } from '../domain/reminders/promise-state.js';
import { isDisputed } from '../payments/disputed.sql.js';

/** Which documents of a legal entity are loaded, and for which day. */
export interface RemindableQuery {
  readonly legalEntityId: string;
  /** Local day of the legal entity. */
  readonly on: string;
  /** Null for all documents with an open amount that are due, or will be due within the longest notice. */
  readonly documentIds: readonly string[] | null;
  /** Null for all buyers. */
  readonly buyerIds: readonly string[] | null;
}

/** Longest time before the due date at which a notice is sent, as the API limits it. */
const MAX_NOTICE_DAYS = 60;

type FactsRow = Omit<
  CallableDocument,
  'openMinor' | 'booksOpenMinor' | 'received' | 'promisedOn' | 'brokenOn' | 'hasAddress' | 'sent'
> & {
  readonly openMinor: string;
  readonly booksOpenMinor: string;
  readonly received: readonly { readonly receivedOn: string; readonly amountMinor: string }[];
  readonly promises: readonly {
    readonly promisedOn: string;
    readonly amountMinor: string;
    readonly openBeforeMinor: string;
  }[];
  readonly sent: readonly {
    readonly level: number;
    readonly sentOn: string;
    readonly lumpSumMinor: string;
  }[];
};

/**
 * Loads documents with everything that determines whether their buyers are reminded, the earliest due date first.
 * Credit notes are never among them.
 */
export async function loadRemindableDocuments(
  tx: Transaction,
  { legalEntityId, on, documentIds, buyerIds }: RemindableQuery,
): Promise<CallableDocument[]> {
  const rows: FactsRow[] = await tx.manager.query(
    `select o.document_id as "documentId", o.number, o.customer_id as "customerId", o.buyer_id as "buyerId",
            b.country as "buyerCountry", o.currency, o.issued_on::text as "issuedOn", o.due_on::text as "dueOn",
            o.open_minor as "openMinor", o.books_open_minor as "booksOpenMinor",
            coalesce((select d.state in ('refused', 'failed', 'outcome_unknown')
                        from reminder m
                        join document_mail d on d.maker_id = m.maker_id and d.letter_id = m.letter_id
                       where m.maker_id = o.maker_id and m.document_id = o.document_id and m.stopped_at is null
                       order by m.level desc, d.created_at desc limit 1), false) as "isUndelivered",
            ${isDisputed('o.document_id')} as "isDisputed",
            (exists (select from payment_attempt t
                      where t.maker_id = o.maker_id and t.document_id = o.document_id
                        and (${isInProgress('t')} or ${isContested('t')}))
             or exists (select from debit t
                         where t.maker_id = o.maker_id and t.document_id = o.document_id and t.returned_at is null))
              as "isInCollection",
            exists (select from payment p
                     where p.maker_id = o.maker_id and p.legal_entity_id = o.legal_entity_id and p.unapplied_minor > 0
                       and (p.customer_id = o.customer_id
                            or (p.customer_id is null and p.suggestions @> jsonb_build_array(jsonb_build_object(
                                  'allocations', jsonb_build_array(jsonb_build_object('itemId', o.document_id)))))))
              as "hasUnmatchedMoney",
            (select coalesce(jsonb_agg(jsonb_build_object('receivedOn', p.received_on, 'amountMinor',
                      (a.amount_minor + a.discount_minor + a.withheld_minor + a.fee_minor)::text)
                      order by p.received_on, a.id), '[]')
               from allocation a join payment p on p.maker_id = a.maker_id and p.id = a.payment_id
              where a.maker_id = o.maker_id and a.document_id = o.document_id and a.undone_at is null) as received,
            (select coalesce(jsonb_agg(jsonb_build_object('promisedOn', r.promised_on, 'amountMinor',
                      r.amount_minor::text, 'openBeforeMinor', r.open_before_minor::text)), '[]')
               from payment_promise r
              where r.maker_id = o.maker_id and r.document_id = o.document_id and r.withdrawn_at is null) as promises,
            (select coalesce(jsonb_agg(jsonb_build_object('level', m.level, 'sentOn', m.sent_on, 'lumpSumMinor',
                      m.lump_sum_minor::text) order by m.level), '[]')
               from reminder m
              where m.maker_id = o.maker_id and m.document_id = o.document_id and m.stopped_at is null) as sent
       from open_item o
       join customer_entity b on b.maker_id = o.maker_id and b.id = o.buyer_id
      where o.maker_id = $1 and o.legal_entity_id = $2 and o.total_minor > 0
        and case when $4::uuid[] is null then o.open_minor > 0 and o.due_on <= $3::date + $6::int
                 else o.document_id = any($4) end
        and ($5::uuid[] is null or o.buyer_id = any($5))
      order by o.due_on, o.number, o.document_id`,
    [tx.scope.makerId, legalEntityId, on, documentIds, buyerIds, MAX_NOTICE_DAYS],
  );
  const recipients = await loadRecipients(
    tx,
    rows.map(({ documentId }) => documentId),
  );
  return rows.map(({ openMinor, booksOpenMinor, received, promises, sent, ...facts }) => {
    const document = {
      ...facts,
      openMinor: BigInt(openMinor),
      booksOpenMinor: BigInt(booksOpenMinor),
      received: received.map(({ receivedOn, amountMinor }) => ({
        receivedOn,
        amountMinor: BigInt(amountMinor),
      })),
      hasAddress: (recipients.get(facts.documentId) ?? []).length > 0,
      sent: sent.map(({ lumpSumMinor, ...each }) => ({ ...each, lumpSumMinor: BigInt(lumpSumMinor) })),
    };
    const latest = (state: PromiseState): string | null => findPromisedDay(document, promises, state, on);
    return { ...document, promisedOn: latest('pending'), brokenOn: latest('broken') };
  });
}

/** Returns the latest day of the promises in a state; null if there is none. */
function findPromisedDay(
  { openMinor, received }: { readonly openMinor: bigint; readonly received: readonly ReceivedPart[] },
  promises: FactsRow['promises'],
  state: PromiseState,
  on: string,
): string | null {
  const days = promises.filter(({ promisedOn, amountMinor, openBeforeMinor }) => {
    const later = received.filter(({ receivedOn }) => receivedOn > promisedOn);
    const facts = {
      promisedOn,
      amountMinor: BigInt(amountMinor),
      openBeforeMinor: BigInt(openBeforeMinor),
      openMinor,
      receivedLaterMinor: sumMinor(later, (part) => part.amountMinor),
      isWithdrawn: false,
    };
    return promiseStateOf(facts, on) === state;
  });
  return (
    days
      .map(({ promisedOn }) => promisedOn)
      .sort()
      .at(-1) ?? null
  );
}
