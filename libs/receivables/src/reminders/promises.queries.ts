import { type Page, readListOrder, type SortableColumns, toPage, type Transaction } from '#platform';
import { type PromiseState, promiseStateOf } from '../domain/reminders/promise-state.js';

/** A promise to pay, in minor units of the document's currency. */
export interface PromiseView {
  readonly id: string;
  readonly document: { readonly documentId: string; readonly number: string };
  readonly customer: { readonly id: string; readonly name: string };
  readonly currency: string;
  readonly amountMinor: string;
  readonly promisedOn: string;
  readonly note: string;
  readonly state: PromiseState;
  readonly recordedAt: Date;
  readonly recordedBy: string | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBy: string | null;
}

export interface PromiseFilter {
  readonly customerId?: string;
  readonly documentId?: string;
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit: number;
}

type StoredPromise = Omit<PromiseView, 'state'> & {
  readonly openBeforeMinor: string;
  readonly openMinor: string;
  readonly receivedLaterMinor: string;
  readonly today: string;
};

const ORDERS: SortableColumns = {
  promised: { expression: 'r.promised_on', type: 'date' },
};

const PROMISE = `select r.id, jsonb_build_object('documentId', o.document_id, 'number', o.number) as document,
            jsonb_build_object('id', cu.id, 'name', cu.name) as customer, r.currency, r.amount_minor as "amountMinor",
            r.promised_on::text as "promisedOn", r.note, r.recorded_at as "recordedAt", r.recorded_by_name as "recordedBy",
            r.withdrawn_at as "withdrawnAt", r.withdrawn_by_name as "withdrawnBy",
            r.open_before_minor as "openBeforeMinor", o.open_minor as "openMinor",
            ($2::timestamptz at time zone e.zone)::date::text as today,
            (select coalesce(sum(a.amount_minor + a.discount_minor + a.withheld_minor + a.fee_minor), 0)::text
               from allocation a join payment p on p.maker_id = a.maker_id and p.id = a.payment_id
              where a.maker_id = o.maker_id and a.document_id = o.document_id and a.undone_at is null
                and p.received_on > r.promised_on) as "receivedLaterMinor"`;

const SOURCES = `from payment_promise r
       join open_item o on o.maker_id = r.maker_id and o.document_id = r.document_id
       join customer cu on cu.maker_id = r.maker_id and cu.id = r.customer_id
       join legal_entity e on e.maker_id = o.maker_id and e.id = o.legal_entity_id`;

/**
 * Lists promises, by default the latest day first.
 * @throws DomainError api.sort_unknown, platform.cursor_invalid
 */
export async function listPromises(tx: Transaction, filter: PromiseFilter): Promise<Page<PromiseView>> {
  const order = readListOrder(filter, ORDERS, '-promised', 'r.id');
  const rows: (StoredPromise & { readonly sortValue: string })[] = await tx.manager.query(
    `${PROMISE}, ${order.expression}::text as "sortValue"
       ${SOURCES}
      where r.maker_id = $1
        and ($3::uuid is null or r.customer_id = $3)
        and ($4::uuid is null or r.document_id = $4)
        and ${order.after(5)}
      order by ${order.orderBy} limit $7`,
    [
      tx.scope.makerId,
      tx.now,
      filter.customerId ?? null,
      filter.documentId ?? null,
      ...order.parameters,
      filter.limit + 1,
    ],
  );
  const { items, next } = toPage(rows, filter.limit, ({ sortValue, id }) => [sortValue, id]);
  return { items: items.map(({ sortValue: _key, ...row }) => toView(row)), next };
}

/** Returns a promise; undefined if there is none. */
export async function findPromise(tx: Transaction, id: string): Promise<PromiseView | undefined> {
  const [found]: StoredPromise[] = await tx.manager.query(
    `${PROMISE} ${SOURCES} where r.maker_id = $1 and r.id = $3`,
    [tx.scope.makerId, tx.now, id],
  );
  return found && toView(found);
}

function toView({ openBeforeMinor, openMinor, receivedLaterMinor, today, ...promise }: StoredPromise) {
  const state = promiseStateOf(
    {
      promisedOn: promise.promisedOn,
      amountMinor: BigInt(promise.amountMinor),
      openBeforeMinor: BigInt(openBeforeMinor),
      openMinor: BigInt(openMinor),
      receivedLaterMinor: BigInt(receivedLaterMinor),
      isWithdrawn: promise.withdrawnAt !== null,
    },
    today,
  );
  return { ...promise, state };
}
