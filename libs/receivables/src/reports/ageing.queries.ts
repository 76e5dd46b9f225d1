import type { Transaction } from '#platform';
import { AGEING_STARTS } from '../domain/ledger/item-state.js';

/** Open amounts of a customer in one currency, in minor units. */
export interface AgeingRow {
  readonly customer: { readonly id: string; readonly name: string };
  readonly currency: string;
  /** Open amounts of invoices by class of days overdue, in the order of `AGEING_CLASSES`. */
  readonly classes: readonly [string, string, string, string, string];
  /** Open credit notes and unapplied payments, as a negative amount. */
  readonly creditMinor: string;
  /** The sum of all classes and credits. */
  readonly totalMinor: string;
  /** Number of open invoices. */
  readonly documents: number;
  /** Largest number of days overdue; zero or less if no invoice is overdue. */
  readonly daysOverdue: number;
}

/** Unapplied payments without a known customer, in minor units. */
export interface UnknownMoney {
  readonly currency: string;
  readonly payments: number;
  readonly unappliedMinor: string;
}

/** SQL for current open amounts. Days overdue are counted up to today in the time zone of the seller. */
const NOW = {
  items: `select o.customer_id, o.currency, o.open_minor, d.today - o.due_on as days_overdue
         from open_item o
         join legal_entity e on e.maker_id = o.maker_id and e.id = o.legal_entity_id
        cross join lateral (select ($3::timestamptz at time zone e.zone)::date as today) d
        where o.maker_id = $1 and o.open_minor <> 0 and ($2::uuid is null or o.legal_entity_id = $2)`,
  payments: `select p.customer_id, p.currency, p.unapplied_minor
         from payment p
        where p.maker_id = $1 and p.unapplied_minor > 0 and ($2::uuid is null or p.legal_entity_id = $2)`,
};

/**
 * SQL for open amounts according to the postings up to and including a day. Days overdue are counted up to that day.
 */
const PAST = {
  items: `select o.customer_id, o.currency, sum(l.amount_minor)::bigint as open_minor, $3::date - o.due_on as days_overdue
         from journal_entry j
         join journal_line l on l.maker_id = j.maker_id and l.entry_id = j.id and l.account = 'receivable'
         join open_item o on o.maker_id = l.maker_id and o.document_id = coalesce(l.item_id, j.invoice_id)
        where j.maker_id = $1 and j.posting_date <= $3::date and ($2::uuid is null or j.legal_entity_id = $2)
        group by o.maker_id, o.document_id
       having sum(l.amount_minor) <> 0`,
  payments: `select p.customer_id, p.currency, -sum(l.amount_minor)::bigint as unapplied_minor
         from journal_entry j
         join journal_line l on l.maker_id = j.maker_id and l.entry_id = j.id and l.account = 'unapplied_cash'
         join payment p on p.maker_id = l.maker_id and p.id = l.payment_id
        where j.maker_id = $1 and j.posting_date <= $3::date and ($2::uuid is null or j.legal_entity_id = $2)
        group by p.maker_id, p.id
       having sum(l.amount_minor) <> 0`,
};

/**
 * Sums `items` and `payments` by customer and currency. The class of an item is the number of `AGEING_STARTS` that its
 * days overdue reach.
 */
const sumByCustomer = ({ items, payments }: typeof NOW): string => `with item as (${items}), unapplied as (
       select customer_id, currency, -sum(unapplied_minor) as credit from (${payments}) p
        where customer_id is not null group by 1, 2
     ), classed as (
       select *, width_bucket(days_overdue::float8, $4::float8[]) as class from item
     ), invoiced as (
       select customer_id, currency,
              sum(open_minor) filter (where open_minor > 0 and class = 0) as not_due,
              sum(open_minor) filter (where open_minor > 0 and class = 1) as first,
              sum(open_minor) filter (where open_minor > 0 and class = 2) as second,
              sum(open_minor) filter (where open_minor > 0 and class = 3) as third,
              sum(open_minor) filter (where open_minor > 0 and class = 4) as fourth,
              sum(open_minor) filter (where open_minor < 0) as credit,
              count(*) filter (where open_minor > 0) as documents,
              max(days_overdue) filter (where open_minor > 0) as days_overdue
         from classed group by 1, 2
     )
     select jsonb_build_object('id', cu.id, 'name', cu.name) as customer, s.currency,
            jsonb_build_array(coalesce(i.not_due, 0)::text, coalesce(i.first, 0)::text, coalesce(i.second, 0)::text,
                              coalesce(i.third, 0)::text, coalesce(i.fourth, 0)::text) as classes,
            (coalesce(i.credit, 0) + coalesce(u.credit, 0))::text as "creditMinor",
            (coalesce(i.not_due, 0) + coalesce(i.first, 0) + coalesce(i.second, 0) + coalesce(i.third, 0)
              + coalesce(i.fourth, 0) + coalesce(i.credit, 0) + coalesce(u.credit, 0))::text as "totalMinor",
            coalesce(i.documents, 0)::int as documents, coalesce(i.days_overdue, 0)::int as "daysOverdue"
       from (select customer_id, currency from invoiced union select customer_id, currency from unapplied) s
       join customer cu on cu.maker_id = $1 and cu.id = s.customer_id
       left join invoiced i on i.customer_id = s.customer_id and i.currency = s.currency
       left join unapplied u on u.customer_id = s.customer_id and u.currency = s.currency
      order by coalesce(i.first, 0) + coalesce(i.second, 0) + coalesce(i.third, 0) + coalesce(i.fourth, 0) desc,
               lower(cu.name), cu.id, s.currency`;

/** Sums payments without a customer by currency. */
const sumUnknown = ({ payments }: typeof NOW): string => `select currency, count(*)::int as payments,
            sum(unapplied_minor)::text as "unappliedMinor"
       from (${payments}) p where customer_id is null
      group by currency order by currency`;

export interface AgeingQuery {
  /** Null for all sellers. */
  readonly legalEntityId: string | null;
  /** Posting date, `YYYY-MM-DD`, inclusive; null for now. */
  readonly asOf: string | null;
}

/** Sums open amounts by customer and currency, largest overdue amount first. */
export function loadAgeing(tx: Transaction, { legalEntityId, asOf }: AgeingQuery): Promise<AgeingRow[]> {
  const { makerId } = tx.scope;
  return asOf === null
    ? tx.manager.query<AgeingRow[]>(sumByCustomer(NOW), [makerId, legalEntityId, tx.now, AGEING_STARTS])
    : tx.manager.query<AgeingRow[]>(sumByCustomer(PAST), [makerId, legalEntityId, asOf, AGEING_STARTS]);
}

/** Sums unapplied payments without a customer by currency. */
export function loadUnknownMoney(
  tx: Transaction,
  { legalEntityId, asOf }: AgeingQuery,
): Promise<UnknownMoney[]> {
  const { makerId } = tx.scope;
  return asOf === null
    ? tx.manager.query<UnknownMoney[]>(sumUnknown(NOW), [makerId, legalEntityId])
    : tx.manager.query<UnknownMoney[]>(sumUnknown(PAST), [makerId, legalEntityId, asOf]);
}
