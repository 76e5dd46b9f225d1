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
  /** Open invoices. */
  readonly documents: number;
  /** Largest number of days overdue; zero and less if nothing is overdue. */
  readonly daysOverdue: number;
}

/** Money that is not known to be any customer's, in minor units. */
export interface UnknownMoney {
  readonly currency: string;
  readonly payments: number;
  readonly unappliedMinor: string;
}

const CLASS = `width_bucket((d.today - o.due_on)::float8, $3::float8[])`;

/** Sums what is open by customer and currency, largest overdue amount first. @param legalEntityId null for all */
export function loadAgeing(tx: Transaction, legalEntityId: string | null): Promise<AgeingRow[]> {
  return tx.manager.query<AgeingRow[]>(
    `with invoiced as (
       select o.customer_id, o.currency,
              sum(o.open_minor) filter (where o.open_minor > 0 and ${CLASS} = 0) as not_due,
              sum(o.open_minor) filter (where o.open_minor > 0 and ${CLASS} = 1) as first,
              sum(o.open_minor) filter (where o.open_minor > 0 and ${CLASS} = 2) as second,
              sum(o.open_minor) filter (where o.open_minor > 0 and ${CLASS} = 3) as third,
              sum(o.open_minor) filter (where o.open_minor > 0 and ${CLASS} = 4) as fourth,
              sum(o.open_minor) filter (where o.open_minor < 0) as credit,
              count(*) filter (where o.open_minor > 0) as documents,
              max(d.today - o.due_on) filter (where o.open_minor > 0) as days_overdue
         from open_item o
         join legal_entity e on e.maker_id = o.maker_id and e.id = o.legal_entity_id
        cross join lateral (select ($4::timestamptz at time zone e.zone)::date as today) d
        where o.maker_id = $1 and o.open_minor <> 0 and ($2::uuid is null or o.legal_entity_id = $2)
        group by 1, 2
     ), unapplied as (
       select customer_id, currency, -sum(unapplied_minor) as credit
         from payment
        where maker_id = $1 and unapplied_minor > 0 and customer_id is not null
          and ($2::uuid is null or legal_entity_id = $2)
        group by 1, 2
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
               lower(cu.name), cu.id, s.currency`,
    [tx.scope.makerId, legalEntityId, AGEING_STARTS, tx.now],
  );
}

/** Sums unapplied payments without a customer by currency. @param legalEntityId null for all */
export function loadUnknownMoney(tx: Transaction, legalEntityId: string | null): Promise<UnknownMoney[]> {
  return tx.manager.query<UnknownMoney[]>(
    `select currency, count(*)::int as payments, sum(unapplied_minor)::text as "unappliedMinor"
       from payment
      where maker_id = $1 and unapplied_minor > 0 and customer_id is null and ($2::uuid is null or legal_entity_id = $2)
      group by currency order by currency`,
    [tx.scope.makerId, legalEntityId],
  );
}
