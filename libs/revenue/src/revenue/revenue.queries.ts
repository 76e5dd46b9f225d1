import type { DocumentKind, InvoiceState } from '#invoicing';
import { findAccountingRate } from '#organization';
import { type Page, toPage, type Transaction } from '#platform';
import type {
  AccountingRates,
  DisputedSum,
  RevenueBucket,
  RevenueSum,
  UnbilledCount,
} from '../domain/revenue/revenue-months.js';
import { rateKey } from '../domain/revenue/revenue-months.js';
import { isContractAtSite } from '#contracts';
import { CONTRACT_MONTHS, isAmountOfSite, openDisputes, REVENUE_PARTS } from './revenue-parts.sql.js';

/** Span of months [from, to), given by their first days. */
export interface MonthSpan {
  readonly from: string;
  readonly to: string;
}

/** Limits figures to a customer, or to a site (docs/rules/revenue.md#sites). */
export interface RevenueSubject {
  readonly customerId?: string;
  readonly siteId?: string;
}

/** A row with sums as PostgreSQL returns them. */
type AsText<Row, Field extends keyof Row> = Omit<Row, Field> & {
  readonly [Key in Field]: Row[Key] extends bigint ? string : string | null;
};

/** Returns the amounts of some months' documents by month, currency, progress, and class. */
export async function findRevenueSums(
  tx: Transaction,
  { from, to }: MonthSpan,
  { customerId, siteId }: RevenueSubject = {},
): Promise<RevenueSum[]> {
  const rows: AsText<RevenueSum, 'minor' | 'booksMinor'>[] = await tx.manager.query(
    `select to_char(p.month, 'YYYY-MM') as month, p.currency, p.books_currency as "booksCurrency", p.bucket,
            p.revenue_class as "revenueClass", p.behaviour, sum(p.minor)::text as minor,
            sum(p.books_minor)::text as "booksMinor", sum(p.waiting)::int as waiting
       from (${REVENUE_PARTS}) p
      where ($5::uuid is null or p.customer_id = $5) and ($6::uuid is null or ${isAmountOfSite('p.machine_id', 'p.month', 6)})
      group by p.month, p.currency, p.books_currency, p.bucket, p.revenue_class, p.behaviour`,
    [tx.scope.makerId, from, to, null, customerId ?? null, siteId ?? null],
  );
  return rows.map((row) => ({
    ...row,
    minor: BigInt(row.minor),
    booksMinor: row.booksMinor === null ? null : BigInt(row.booksMinor),
  }));
}

/**
 * Returns the amounts of open disputes of some months' documents; for a site, only of disputes about its machines'
 * lines.
 */
export async function findDisputedSums(
  tx: Transaction,
  { from, to }: MonthSpan,
  { customerId, siteId }: RevenueSubject = {},
): Promise<DisputedSum[]> {
  const rows: AsText<DisputedSum, 'minor'>[] = await tx.manager.query(
    `select to_char(i.period_from, 'YYYY-MM') as month, i.currency, i.books_currency as "booksCurrency",
            trim_scale(i.books_rate)::text as "booksRate", sum(least(o.stake, i.net_minor))::text as minor
       from (${openDisputes(OF_SITE)}) o join invoice i on i.maker_id = o.maker_id and i.id = o.invoice_id
      where i.period_from >= $2 and i.period_from < $3 and i.books_currency is not null and ($4::uuid is null or i.customer_id = $4)
      group by 1, i.currency, i.books_currency, i.books_rate`,
    [tx.scope.makerId, from, to, customerId ?? null, siteId ?? null],
  );
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

const OF_SITE = `and ($5::uuid is null or ${isAmountOfSite('l.machine_id', `date_trunc('month', i.period_from)::date`, 5)})`;

/** Returns the number of contracts that are in force in a month but have no document for it. */
export async function countUnbilledContracts(
  tx: Transaction,
  { from, to }: MonthSpan,
  { customerId, siteId }: RevenueSubject = {},
): Promise<UnbilledCount[]> {
  return tx.manager.query(
    `select to_char(m.month, 'YYYY-MM') as month, m.currency, s.currency as "booksCurrency", count(*)::int as contracts
       from (${CONTRACT_MONTHS}) m
       join legal_entity s on s.maker_id = m.maker_id and s.id = m.legal_entity_id
      where ${HAS_NO_DOCUMENT} and ($6::uuid is null or m.customer_id = $6)
        and ($7::uuid is null or m.customer_id = (select s.customer_id from site s where s.maker_id = $1 and s.id = $7))
        and ($7::uuid is null or ${isContractAtSite('m.contract_id', 'm.zone', 7)})
      group by 1, m.currency, s.currency`,
    [tx.scope.makerId, from, to, null, tx.now, customerId ?? null, siteId ?? null],
  );
}

const HAS_NO_DOCUMENT = `not exists (
  select from invoice i where i.maker_id = m.maker_id and i.contract_id = m.contract_id and i.kind = 'invoice'
     and i.period_from >= m.month and i.period_from < m.month + interval '1 month')`;

/** A contract that is in force in a month but has no document for it. */
export interface UnbilledContract {
  readonly contract: { readonly id: string; readonly number: string };
  readonly customer: { readonly id: string; readonly name: string };
  readonly currency: string;
}

/** A page of the contracts without a document; of one seller if it is given. */
export interface UnbilledPage {
  readonly limit: number;
  readonly after?: string;
  readonly legalEntityId?: string;
}

/** Returns the contracts that are in force in a month but have no document for it, ordered by contract number. */
export async function listUnbilledContracts(
  tx: Transaction,
  { from, to }: MonthSpan,
  { limit, after, legalEntityId }: UnbilledPage,
): Promise<Page<UnbilledContract>> {
  const rows: UnbilledContract[] = await tx.manager.query(
    `select jsonb_build_object('id', m.contract_id, 'number', m.number) as contract,
            jsonb_build_object('id', cu.id, 'name', cu.name) as customer, m.currency
       from (${CONTRACT_MONTHS}) m
       join customer cu on cu.maker_id = m.maker_id and cu.id = m.customer_id
      where ${HAS_NO_DOCUMENT} and ($6::text is null or m.number > $6) and ($8::uuid is null or m.legal_entity_id = $8)
      order by m.number limit $7`,
    [tx.scope.makerId, from, to, null, tx.now, after ?? null, limit + 1, legalEntityId ?? null],
  );
  return toPage(rows, limit, ({ contract }) => [contract.number]);
}

/** The revenue of a document: net, in minor units of `currency`, negative for a credit note. */
export interface RevenueDocument {
  readonly id: string;
  readonly number: string | null;
  readonly kind: DocumentKind;
  readonly state: InvoiceState;
  readonly contract: { readonly id: string; readonly number: string };
  readonly customer: { readonly id: string; readonly name: string };
  /** `YYYY-MM` */
  readonly month: string;
  readonly currency: string;
  readonly fixedMinor: string;
  readonly variableMinor: string;
  readonly netMinor: string;
  /** The amount of the document's open disputes. */
  readonly disputedMinor: string;
  readonly waiting: number;
}

export interface RevenueDocumentFilter extends MonthSpan {
  readonly bucket?: RevenueBucket | 'disputed';
  /** The document's currency. */
  readonly currency?: string;
  readonly booksCurrency?: string;
  readonly contractId?: string;
  readonly limit: number;
  /** Contract number, and id of the last document on the previous page. */
  readonly after?: readonly [number: string, id: string];
}

/** Returns the documents behind a figure, by contract. */
export async function listRevenueDocuments(
  tx: Transaction,
  filter: RevenueDocumentFilter,
): Promise<Page<RevenueDocument>> {
  const [afterNumber, afterId] = filter.after ?? [null, null];
  const isDisputed = filter.bucket === 'disputed';
  const rows: RevenueDocument[] = await tx.manager.query(
    `select i.id, i.number, i.kind, i.state, to_char(p.month, 'YYYY-MM') as month, i.currency,
            jsonb_build_object('id', c.id, 'number', c.number) as contract,
            jsonb_build_object('id', cu.id, 'name', cu.name) as customer,
            p.fixed::text as "fixedMinor", p.variable::text as "variableMinor", (p.fixed + p.variable)::text as "netMinor",
            coalesce(least(o.stake, i.net_minor), 0)::text as "disputedMinor", p.waiting
       from (select invoice_id, month, bucket, books_currency,
                    coalesce(sum(minor) filter (where behaviour = 'fixed'), 0) as fixed,
                    coalesce(sum(minor) filter (where behaviour = 'variable'), 0) as variable, sum(waiting)::int as waiting
               from (${REVENUE_PARTS}) part group by invoice_id, month, bucket, books_currency) p
       join invoice i on i.maker_id = $1 and i.id = p.invoice_id
       join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
       join customer cu on cu.maker_id = i.maker_id and cu.id = i.customer_id
       left join (${openDisputes()}) o on o.invoice_id = i.id
      where ($5::text is null or p.bucket = $5) and (not $6 or o.stake is not null)
        and ($7::text is null or i.currency = $7) and ($8::text is null or p.books_currency = $8)
        and ($9::text is null or (c.number, i.id) > ($9, $10::uuid))
      order by c.number, i.id limit $11`,
    [
      tx.scope.makerId,
      filter.from,
      filter.to,
      filter.contractId ?? null,
      isDisputed ? 'issued' : (filter.bucket ?? null),
      isDisputed,
      filter.currency ?? null,
      filter.booksCurrency ?? null,
      afterNumber,
      afterId,
      filter.limit + 1,
    ],
  );
  return toPage(rows, filter.limit, ({ contract, id }) => [contract.number, id]);
}

/** Returns the latest known rate of each currency pair. Omits pairs without a rate. */
export async function findLatestRates(
  tx: Transaction,
  pairs: readonly { readonly currency: string; readonly booksCurrency: string }[],
): Promise<AccountingRates> {
  const day = tx.now.toISOString().slice(0, 10);
  const known = new Map<string, { rate: string; day: string | null }>();
  for (const { currency, booksCurrency } of pairs) {
    const key = rateKey(currency, booksCurrency);
    if (known.has(key)) continue;
    const found = await findAccountingRate(tx, currency, booksCurrency, day);
    if (found) known.set(key, found);
  }
  return known;
}
