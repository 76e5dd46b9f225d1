import { FIXED_CLASSES, IS_ON_HOLD } from '#invoicing';

const FIXED = FIXED_CLASSES.map((name) => `'${name}'`).join(', ');

/**
 * The net revenue of some months' documents, one row per amount: the postings of issued documents, and the lines of
 * other documents. Credits are negative. A document belongs to the month in which its period begins. The postings of a
 * group's document belong to its contracts, line by line. A deposit is not revenue.
 *
 * $1 maker, $2 the first day of the first month, $3 the day after the last month, $4 a contract or null for all.
 */
export const REVENUE_PARTS = `
  select i.maker_id, i.id as invoice_id, i.contract_id, i.customer_id, date_trunc('month', i.period_from)::date as month, i.currency,
         case i.kind when 'credit_note' then 'credited' else 'issued' end as bucket,
         j.revenue_class, j.behaviour, j.machine_id, -j.amount_minor as minor,
         e.books_currency, -j.books_amount_minor as books_minor, 0 as waiting
    from invoice i
    join journal_entry e on e.maker_id = i.maker_id and e.invoice_id = coalesce(i.lead_id, i.id)
    join journal_line j on j.maker_id = e.maker_id and j.entry_id = e.id and j.account = 'revenue'
     and (i.bill_group_id is null or exists (
           select from invoice_line l where l.maker_id = j.maker_id and l.id = j.invoice_line_id and l.invoice_id = i.id))
   where i.maker_id = $1 and i.period_from >= $2 and i.period_from < $3 and ($4::uuid is null or i.contract_id = $4)
   union all
  select i.maker_id, i.id, i.contract_id, i.customer_id, date_trunc('month', i.period_from)::date, i.currency,
         case i.state when 'draft' then 'drafted' else i.state end,
         coalesce(l.component, l.kind),
         case when coalesce(l.component, l.kind) in (${FIXED}) then 'fixed' else 'variable' end,
         l.machine_id, coalesce(l.net_minor, 0), s.currency, null, (${IS_ON_HOLD})::int
    from invoice i
    join legal_entity s on s.maker_id = i.maker_id and s.id = i.legal_entity_id
    join invoice_line l on l.maker_id = i.maker_id and l.invoice_id = i.id
   where i.maker_id = $1 and i.period_from >= $2 and i.period_from < $3 and ($4::uuid is null or i.contract_id = $4)
     and i.state in ('draft', 'held', 'approved') and l.component is distinct from 'deposit'`;

/**
 * Months of [$2, $3) that have begun by $5, each with the contracts that are in force and billed here. $1 to $4 are as
 * in `REVENUE_PARTS`.
 */
export const CONTRACT_MONTHS = `
  select c.maker_id, c.id as contract_id, c.number, c.zone, c.customer_id, c.legal_entity_id, c.currency, m.month::date as month
    from generate_series($2::timestamp, least($3::date - 1, $5::date)::timestamp, interval '1 month') m(month)
    join contract c on c.maker_id = $1 and c.state in ('active', 'ended') and coalesce(c.billed_from, c.starts_on) < m.month + interval '1 month'
                   and (c.ends_on is null or c.ends_on >= m.month) and ($4::uuid is null or c.id = $4)`;

/**
 * SQL condition that an amount of a machine in a month belongs to a site: the last site at which the machine was in the
 * month, by the site's local time. Amounts without a machine belong to no site.
 * @param machine SQL expression of the machine's id
 * @param month SQL expression of the month's first day
 * @param site number of the parameter that contains the site's id; `$1` contains the maker's
 */
export const isAmountOfSite = (machine: string, month: string, site: number): string => `$${site} = (
  select ap.site_id from placement ap join site az on az.maker_id = ap.maker_id and az.id = ap.site_id
   where ap.maker_id = $1 and ap.machine_id = ${machine}
     and ap.during && tstzrange(${month}::timestamp at time zone az.zone, (${month} + interval '1 month') at time zone az.zone)
   order by lower(ap.during) desc limit 1)`;

/**
 * SQL for the amount of open disputes of a document `d.invoice_id`.
 * @param condition limits the disputes `d` of a line `l`, or of the whole invoice `i`
 */
export const openDisputes = (condition = ''): string => `
  select d.maker_id, d.invoice_id, sum(coalesce(d.claimed_minor, l.net_minor, i.net_minor)) as stake
    from dispute d
    join invoice i on i.maker_id = d.maker_id and i.id = d.invoice_id
    left join invoice_line l on l.maker_id = d.maker_id and l.id = d.line_id
   where d.maker_id = $1 and d.state = 'open' ${condition}
   group by d.maker_id, d.invoice_id`;
