import type { Transaction } from '#platform';
import type { IssuedToPack } from '../domain/pack/pack-content.js';

/**
 * Returns the amounts of a billing group's contracts at each tax rate of the issued document, net or gross like the
 * prices.
 */
export async function loadSharedTaxes(
  tx: Transaction,
  invoiceId: string,
): Promise<NonNullable<IssuedToPack['together']>> {
  return tx.manager.query(
    `select category, percent,
            jsonb_agg(jsonb_build_object('contract', contract, 'amountMinor', amount::text) order by contract) as contracts
       from (select l.tax_rule ->> 'category' as category, trim_scale((l.tax_rule ->> 'percent')::numeric)::text as percent,
                    c.number as contract, sum(l.amount_minor) as amount
               from invoice asked
               join invoice i on i.maker_id = asked.maker_id
                             and coalesce(i.lead_id, i.id) = coalesce(asked.lead_id, asked.id)
               join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
               join invoice_line l on l.maker_id = i.maker_id and l.invoice_id = i.id
              where asked.maker_id = $1 and asked.id = $2 and l.amount_minor is not null and l.tax_rule is not null
              group by 1, 2, 3) part
      group by category, percent order by category, percent`,
    [tx.scope.makerId, invoiceId],
  );
}
