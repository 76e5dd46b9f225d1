import type { Transaction } from '#platform';
import type { InvoiceState } from '../domain/document/invoice-state.js';
import { type InvoiceSelection, IS_SELECTED, valuesOf } from './invoice-list.queries.js';
import { SAME_DOCUMENT } from './invoices.queries.js';

/** Number and total of a selection's documents with one state and currency. */
export interface InvoiceTotal {
  readonly state: InvoiceState;
  readonly currency: string;
  readonly documents: number;
  /** Gross amount in minor units; credit notes count as negative. */
  readonly grossMinor: string;
}

/** The values by which the visible invoices can be filtered. */
export interface InvoiceFacets {
  /** `YYYY-MM`, newest first. */
  readonly months: readonly string[];
  readonly currencies: readonly string[];
  readonly legalEntities: readonly { readonly id: string; readonly name: string }[];
}

/**
 * Returns the totals of all documents of a selection by state and currency. A billing group's document is included
 * once, with its total and the state that `stateOfDocument` returns.
 */
export async function loadInvoiceTotals(
  tx: Transaction,
  selection: InvoiceSelection,
): Promise<InvoiceTotal[]> {
  return tx.manager.query(
    `select state, currency, count(*)::int as documents, sum(gross)::text as "grossMinor"
       from (
         select coalesce(d.state, i.state) as state, i.currency,
                (case when i.kind = 'credit_note' then -1 else 1 end) * coalesce(d.gross, i.gross_minor) as gross
           from invoice i
           join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
           join customer cu on cu.maker_id = i.maker_id and cu.id = i.customer_id
           left join lateral (
             select sum(o.gross_minor) as gross,
                    (array['held', 'draft', 'approved', 'issued', 'credited'])[
                      min(array_position(array['held', 'draft', 'approved', 'issued', 'credited'], o.state))] as state
               from invoice o where ${SAME_DOCUMENT}) d on i.bill_group_id is not null and $2::uuid is null
          where ${IS_SELECTED}) document
      group by state, currency order by currency, state`,
    valuesOf(tx, selection),
  );
}

export async function loadInvoiceFacets(tx: Transaction): Promise<InvoiceFacets> {
  const [facets]: InvoiceFacets[] = await tx.manager.query(
    `with kept as materialized (
       select date_trunc('month', period_from) as month, currency, legal_entity_id
         from invoice where maker_id = $1 group by 1, 2, 3)
     select coalesce((select jsonb_agg(to_char(month, 'YYYY-MM') order by month desc) from (select distinct month from kept) m), '[]') as months,
            coalesce((select jsonb_agg(currency order by currency) from (select distinct currency from kept) k), '[]') as currencies,
            coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name) order by e.name)
                        from legal_entity e where e.maker_id = $1 and e.id in (select legal_entity_id from kept)), '[]') as "legalEntities"`,
    [tx.scope.makerId],
  );
  return facets!;
}
