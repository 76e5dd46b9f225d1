import { minorDecimals, type Transaction } from '#platform';
import { toAmount } from '../billing/invoices/invoice-views.js';
import type { FoundObjectDto, SearchKind } from './search.dto.js';
import { minorRangeOf, type TypedAmount } from './search-text.js';

/** An object that matches a search text. */
export interface FoundId {
  readonly kind: SearchKind;
  readonly id: string;
}

/** Possible numbers of decimals of a currency. */
const DECIMALS = [0, 2, 3, 4];

/**
 * Finds the best matches of each kind, best first. The result may contain objects that row-level security hides;
 * `readFound` omits them.
 * @param isFuzzy whether similar texts also match
 */
export function findByText(
  tx: Transaction,
  words: readonly string[],
  kinds: readonly SearchKind[],
  isFuzzy: boolean,
  most: number,
): Promise<FoundId[]> {
  // Similar objects are ordered by similarity. Otherwise, kinds stay together unless one of them has a better match.
  return tx.manager.query(
    `select kind, id from search_objects($1::text[], $2::text[], $3::boolean, $4::int)
      order by case when $3::boolean then rank else floor(rank) end desc, array_position($2::text[], kind), rank desc`,
    [words, kinds, isFuzzy, most],
  );
}

interface InvoiceOfAmount {
  readonly id: string;
  readonly currency: string;
  readonly decimals: number;
}

/** Finds the latest invoices and credit notes with a total that matches a typed amount. */
export async function findByAmount(
  tx: Transaction,
  amounts: readonly TypedAmount[],
  most: number,
): Promise<FoundId[]> {
  const ranges = amounts.flatMap((amount) =>
    DECIMALS.flatMap((decimals) => {
      const range = minorRangeOf(amount, decimals);
      // Documents of months with a negative amount have negative totals. A condition with `or` would not use the index.
      return range
        ? [
            { decimals, from: range.from, to: range.to },
            { decimals, from: `-${range.to}`, to: `-${range.from}` },
          ]
        : [];
    }),
  );
  const rows: InvoiceOfAmount[] = await tx.manager.query(
    `select i.id, i.currency, r.decimals
       from unnest($2::int[], $3::bigint[], $4::bigint[]) as r (decimals, low, high)
       join invoice i on i.maker_id = $1 and i.gross_minor between r.low and r.high
      where i.lead_id is null order by i.period_from desc, i.id limit $5`,
    [
      tx.scope.makerId,
      ranges.map(({ decimals }) => decimals),
      ranges.map(({ from }) => from),
      ranges.map(({ to }) => to),
      most * DECIMALS.length,
    ],
  );
  return rows
    .filter(({ currency, decimals }) => minorDecimals(currency) === decimals)
    .slice(0, most)
    .map(({ id }) => ({ kind: 'invoice', id }));
}

interface FoundRow extends Omit<FoundObjectDto, 'amount'> {
  readonly minor: string | null;
  readonly currency: string | null;
}

const NOTHING_ELSE = `null::json as names, null::json as title`;
const NO_AMOUNT = `null::text as minor, null::text as currency, null::text as "periodFrom"`;
const CUSTOMER = `case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as customer`;

/** Reads objects under row-level security, in the given order. Omits objects that the caller may not see. */
export async function readFound(tx: Transaction, found: readonly FoundId[]): Promise<FoundObjectDto[]> {
  if (found.length === 0) return [];
  const rows: FoundRow[] = await tx.manager.query(
    `select 'machine' as kind, m.id, m.serial as label, concat_ws(', ', o.name, coalesce(nullif(s.city, ''), s.name)) as detail,
            ${NOTHING_ELSE}, ${CUSTOMER}, null::text as state, ${NO_AMOUNT}
       from machine m join equipment_model o on o.maker_id = m.maker_id and o.id = m.model_id
       left join placement p on p.maker_id = m.maker_id and p.machine_id = m.id and upper(p.during) is null
       left join site s on s.maker_id = p.maker_id and s.id = p.site_id
       left join customer c on c.maker_id = p.maker_id and c.id = p.customer_id
      where m.maker_id = $1 and m.id = any($2)
     union all
     select 'site', s.id, s.name, concat_ws(', ', s.code, nullif(s.city, s.name)), ${NOTHING_ELSE}, ${CUSTOMER}, null, ${NO_AMOUNT}
       from site s join customer c on c.maker_id = s.maker_id and c.id = s.customer_id
      where s.maker_id = $1 and s.id = any($2)
     union all
     select 'customer', c.id, c.name, c.code, ${NOTHING_ELSE}, null, null, ${NO_AMOUNT}
       from customer c where c.maker_id = $1 and c.id = any($2)
     union all
     select 'contract', k.id, k.number, null, ${NOTHING_ELSE}, ${CUSTOMER}, k.state, ${NO_AMOUNT}
       from contract k join customer c on c.maker_id = k.maker_id and c.id = k.customer_id
      where k.maker_id = $1 and k.id = any($2)
     union all
     select 'invoice', i.id, i.number, k.number, ${NOTHING_ELSE}, ${CUSTOMER}, i.state,
            (case i.kind when 'credit_note' then -i.gross_minor else i.gross_minor end)::text, i.currency, i.period_from::text
       from invoice i join contract k on k.maker_id = i.maker_id and k.id = i.contract_id
       join customer c on c.maker_id = i.maker_id and c.id = i.customer_id
      where i.maker_id = $1 and i.id = any($2)
     union all
     select 'ticket', t.id, t.number, m.serial, null, json_build_object('titleCode', t.title_code, 'titleParams', t.title_params, 'description', t.description), ${CUSTOMER},
            t.state, ${NO_AMOUNT}
       from ticket t join machine m on m.maker_id = t.maker_id and m.id = t.machine_id
       join customer c on c.maker_id = t.maker_id and c.id = t.customer_id
      where t.maker_id = $1 and t.id = any($2)
     union all
     select 'part', q.id, q.number, null, q.name_i18n::json, null, null, null, ${NO_AMOUNT}
       from part q where q.maker_id = $1 and q.id = any($2)
     union all
     select 'person', m.id, u.name, u.email, ${NOTHING_ELSE}, null, m.role, ${NO_AMOUNT}
       from membership m join user_account u on u.id = m.user_id where m.maker_id = $1 and m.id = any($2)
     union all
     select 'device', d.id, d.code, coalesce(m.serial, s.name), ${NOTHING_ELSE}, null, null, ${NO_AMOUNT}
       from device d left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
       left join site s on s.maker_id = d.maker_id and s.id = d.site_id
      where d.maker_id = $1 and d.id = any($2)`,
    [tx.scope.makerId, found.map(({ id }) => id)],
  );
  const byId = new Map(rows.map((row) => [row.id, toFoundObject(row)]));
  return found.flatMap(({ id }) => byId.get(id) ?? []);
}

function toFoundObject({ minor, currency, ...row }: FoundRow): FoundObjectDto {
  const amount = minor !== null && currency !== null ? toAmount(minor, currency) : null;
  return { ...row, amount };
}
