import { localDate } from '#contracts';
import { findAccountingRate } from '#organization';
import { groupBy, preparedQuery, type Transaction } from '#platform';
import type {
  BulkContext,
  DocumentToDecide,
  InvoiceToDecide,
  LimitOfDocument,
} from '../domain/bulk/bulk-decision.js';
import { IS_ON_HOLD } from '../document/invoices.queries.js';
import { findSentDocuments, loadRecipients } from '../mailing/recipients.queries.js';

/** A document with its display names. */
export interface NamedDocument extends DocumentToDecide {
  readonly customer: string;
  /** Number of the contract, or name of the billing group. */
  readonly name: string;
}

interface DecidedRow extends InvoiceToDecide {
  readonly groupId: string | null;
  readonly groupName: string | null;
  readonly month: string;
  readonly currency: string;
  readonly legalEntityId: string;
  readonly customer: string;
}

/**
 * Loads the documents of invoices, ordered by their first contract. For an invoice on a billing group's document, the
 * whole document is loaded. Unknown ids are ignored.
 */
export async function loadDocumentsToDecide(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<NamedDocument[]> {
  const rows: DecidedRow[] = await preparedQuery(
    tx,
    `with chosen as (
       select id, bill_group_id, date_trunc('month', period_from) as month
         from invoice where maker_id = $1 and id = any($2)),
     wanted as (
       select id from chosen
       union
       select o.id from (select distinct bill_group_id, month from chosen where bill_group_id is not null) g
         join invoice o on o.maker_id = $1 and o.bill_group_id = g.bill_group_id and date_trunc('month', o.period_from) = g.month)
     select i.id as "invoiceId", c.number as contract, i.state, i.version, i.content_hash as "contentHash",
            i.period_to::text as "periodTo", i.zone, i.known_until as "knownUntil", i.hold_reasons as "holdReasons",
            i.gross_minor as "grossMinor", i.approved_by as "approvedBy", i.currency, i.legal_entity_id as "legalEntityId",
            i.bill_group_id as "groupId", g.name as "groupName", to_char(i.period_from, 'YYYY-MM') as month, cu.name as customer,
            l.held as "heldLines", l.has_amount as "hasAmount"
       from wanted w
       join invoice i on i.maker_id = $1 and i.id = w.id
       join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
       join customer cu on cu.maker_id = i.maker_id and cu.id = i.customer_id
       left join bill_group g on g.maker_id = i.maker_id and g.id = i.bill_group_id
      cross join lateral (
        select coalesce(bool_or(l.amount_minor is not null), false) as has_amount,
               coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'position', l.position) order by l.position)
                          filter (where ${IS_ON_HOLD}), '[]') as held
          from invoice_line l where l.maker_id = i.maker_id and l.invoice_id = i.id) l
      order by c.number, i.period_from, i.id`,
    [tx.scope.makerId, invoiceIds],
  );
  const documents = groupBy(rows, ({ invoiceId, groupId, month }) =>
    groupId === null ? invoiceId : `${groupId} ${month}`,
  );
  return [...documents.values()].map(toDocument);
}

function toDocument(rows: readonly DecidedRow[]): NamedDocument {
  const [first, ...others] = rows as readonly [DecidedRow, ...DecidedRow[]];
  const { groupId, groupName, month, currency, legalEntityId, customer, contract } = first;
  return {
    groupId,
    month: groupId === null ? null : month,
    currency,
    legalEntityId,
    customer,
    name: groupName ?? contract,
    invoices: [first, ...others],
  };
}

/** Loads the limits of documents' legal entities, with the current exchange rate of each document's currency. */
export async function loadLimits(
  tx: Transaction,
  documents: readonly DocumentToDecide[],
): Promise<(document: DocumentToDecide) => LimitOfDocument> {
  const entities: { id: string; limit: string | null; currency: string; zone: string }[] =
    await tx.manager.query(
      `select id, trim_scale(four_eyes_limit)::text as "limit", currency, zone
         from legal_entity where maker_id = $1 and id = any($2)`,
      [tx.scope.makerId, [...new Set(documents.map(({ legalEntityId }) => legalEntityId))]],
    );
  const limits = new Map<string, LimitOfDocument>();
  for (const { id, limit, currency, zone } of entities) {
    const day = localDate(tx.now.getTime(), zone);
    for (const from of new Set(documents.map((document) => document.currency))) {
      const rate = limit === null ? null : await findAccountingRate(tx, from, currency, day);
      limits.set(`${id} ${from}`, { limit, currency, rate: rate?.rate ?? null, day });
    }
  }
  return ({ legalEntityId, currency }) => limits.get(`${legalEntityId} ${currency}`)!;
}

/** Loads the number of recipients of documents, and whether the documents were sent. */
export async function loadSending(
  tx: Transaction,
  documents: readonly DocumentToDecide[],
): Promise<BulkContext['sendingOf']> {
  const ids = documents.flatMap(({ invoices }) => invoices.map(({ invoiceId }) => invoiceId));
  const recipients = await loadRecipients(tx, ids);
  const sent = await findSentDocuments(tx, ids);
  return ({ invoices }) => ({
    recipients: recipients.get(invoices[0].invoiceId)?.length ?? 0,
    isSent: invoices.some(({ invoiceId }) => sent.has(invoiceId)),
  });
}
