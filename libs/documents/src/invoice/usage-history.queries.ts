import type { InvoiceView } from '#invoicing';
import type { Transaction } from '#platform';
import type { UsageHistory } from '../domain/invoice-document.js';
import { type BilledUsage, CHART_MONTHS, toUsageHistory } from '../domain/usage-history.js';

/**
 * Loads the usage of a contract's charge with the largest amount for the months up to an invoice, from the usage that
 * the invoices billed. In addition to this invoice, only invoices that were issued before it are included, so that a
 * document never changes when later months are issued.
 */
export async function loadUsageHistory(
  tx: Transaction,
  { id, kind, contract, periodFrom, lines }: InvoiceView,
): Promise<UsageHistory | null> {
  if (kind !== 'invoice') return null;
  const [main]: { chargeKey: string; position: number }[] = await tx.manager.query(
    `select charge_key as "chargeKey", min(position) as position
       from invoice_line
      where maker_id = $1 and invoice_id = $2 and kind = 'usage' and component = 'usage' and charge_key is not null
        and corrects_invoice_id is null
      group by charge_key
      order by sum(coalesce(amount_minor, 0)) desc, min(position) limit 1`,
    [tx.scope.makerId, id],
  );
  if (!main || lines.length === 0) return null;
  const billed: BilledUsage[] = await tx.manager.query(
    `with counted as (
       select distinct i.period_from, u.id, u.quantity, m.unit, m.deducts
         from invoice this
         join invoice i on i.maker_id = this.maker_id and i.contract_id = this.contract_id and i.kind = 'invoice'
          and i.period_from between this.period_from - make_interval(months => $5 - 1) and this.period_from
          and (i.id = this.id or (i.number is not null and i.issued_at <= coalesce(this.issued_at, 'infinity')))
         join invoice_line l on l.maker_id = i.maker_id and l.invoice_id = i.id and l.kind = 'usage' and l.component = 'usage'
          and l.charge_key = $4 and l.corrects_invoice_id is null
         join invoice_line_usage s on s.maker_id = l.maker_id and s.line_id = l.id
         join usage_period u on u.maker_id = s.maker_id and u.id = s.usage_period_id
         join meter m on m.maker_id = u.maker_id and m.id = u.meter_id
        where this.maker_id = $1 and this.id = $2 and this.contract_id = $3)
     select to_char(period_from, 'YYYY-MM') as month,
            case when bool_and(quantity is not null)
                 then trim_scale(greatest(sum(case when deducts then -quantity else quantity end), 0))::text end as quantity,
            array_agg(distinct unit) as units
       from counted group by period_from order by period_from`,
    [tx.scope.makerId, id, contract.id, main.chargeKey, CHART_MONTHS],
  );
  return toUsageHistory(main.position, periodFrom.slice(0, 7), billed);
}
