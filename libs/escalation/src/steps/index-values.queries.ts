import type { AgreedIndexClause } from '#contracts';
import type { Transaction } from '#platform';
import type { IndexMovement } from '../domain/index-step-plan.js';

/** A request for the values of an index. */
export interface IndexQuery {
  /** The seller's country. A series with this country as its prefix takes precedence. */
  readonly country: string;
  readonly key: string;
  readonly baseMonth: string;
  readonly month: string;
}

/**
 * Value to use: `own` uses only the month's own value; `latest` uses the latest earlier value while the month has none.
 */
export type IndexReading = 'own' | 'latest';

/** Returns the latest recorded values of indexes, in the order of the queries. */
export async function findIndexMovements(
  tx: Transaction,
  queries: readonly IndexQuery[],
  reading: IndexReading = 'own',
): Promise<IndexMovement[]> {
  if (queries.length === 0) return [];
  const names = (of: (query: IndexQuery) => string): string[] => queries.map(of);
  const found: {
    place: number;
    isNow: boolean;
    series: string;
    month: string;
    value: string;
    source: string;
  }[] = await tx.manager.query(
    `select q.place::int as place, m.is_now as "isNow", v.series, to_char(v.month, 'YYYY-MM') as month, trim_scale(v.value)::text as value, v.source
       from unnest($2::text[], $3::text[], $4::date[], $5::date[]) with ordinality
              as q (own, general, base_month, month, place)
      cross join lateral (values (false, q.base_month), (true, q.month)) as m (is_now, month)
      cross join lateral (
        select i.series, i.month, i.value, i.source from price_index i
         where i.maker_id = $1 and i.series in (q.own, q.general)
           and (i.month = m.month or $6 and m.is_now and i.month between q.base_month and m.month)
         order by i.series = q.general, i.month desc, i.recorded_at desc, i.id desc limit 1) as v`,
    [
      tx.scope.makerId,
      names(({ country, key }) => `${country}_${key}`),
      names(({ key }) => key),
      names(({ baseMonth }) => `${baseMonth}-01`),
      names(({ month }) => `${month}-01`),
      reading === 'latest',
    ],
  );
  return queries.map(({ key, baseMonth, month }, index) => {
    const of = (isNow: boolean) => found.find((one) => one.place === index + 1 && one.isNow === isNow);
    const [base, now] = [of(false), of(true)];
    return {
      key,
      series: now?.series ?? base?.series ?? null,
      baseMonth,
      base: base?.value ?? null,
      baseSource: base?.source ?? null,
      month: now?.month ?? month,
      value: now?.value ?? null,
      source: now?.source ?? null,
    };
  });
}

/** Returns the seller's country by contract. */
export async function findSellerCountries(
  tx: Transaction,
  contractIds: readonly string[],
): Promise<Map<string, string>> {
  const rows: { id: string; country: string }[] = await tx.manager.query(
    `select c.id, e.country from contract c
       join legal_entity e on e.maker_id = c.maker_id and e.id = c.legal_entity_id
      where c.maker_id = $1 and c.id = any($2)`,
    [tx.scope.makerId, contractIds],
  );
  return new Map(rows.map(({ id, country }) => [id, country]));
}

/** An amendment that applies an index adjustment, whether signed or not. */
export interface StepAmendment {
  readonly contractId: string;
  readonly amendmentId: string;
  readonly stepOn: string;
  readonly effectiveOn: string;
  readonly noticeBy: string;
  readonly isSigned: boolean;
}

/** Returns the amendments that apply index adjustments of contracts, ordered by the day of the adjustment. */
export async function findStepAmendments(
  tx: Transaction,
  contractIds: readonly string[],
): Promise<StepAmendment[]> {
  return tx.manager.query(
    `select contract_id as "contractId", id as "amendmentId", step_on::text as "stepOn", effective_on::text as "effectiveOn",
            index_step ->> 'noticeBy' as "noticeBy", signed_at is not null as "isSigned"
       from contract_amendment where maker_id = $1 and contract_id = any($2) and step_on is not null
      order by step_on`,
    [tx.scope.makerId, contractIds],
  );
}

/** A contract with prices that follow, or followed, indexes. */
export interface IndexedContract {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
  readonly currency: string;
  readonly zone: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** The most recently agreed clause. */
  readonly indexClause: AgreedIndexClause | null;
  /** Whether another clause applies, or applied, on other days. */
  readonly isClauseAmended: boolean;
}

/** Returns the active contracts that have or had an index clause, by number. */
export async function listIndexedContracts(tx: Transaction): Promise<IndexedContract[]> {
  return tx.manager.query(
    `select c.id, c.number, cu.name as customer, c.currency, c.zone, c.starts_on::text as "startsOn", c.ends_on::text as "endsOn",
            c.index_clause as "indexClause", a.is_amended as "isClauseAmended"
       from contract c join customer cu on cu.maker_id = c.maker_id and cu.id = c.customer_id
      cross join lateral (
        select exists (select from contract_amendment a
                        where a.maker_id = c.maker_id and a.contract_id = c.id and a.signed_at is not null
                          and a.changes ? 'indexClause') as is_amended) as a
      where c.maker_id = $1 and c.state = 'active' and (c.index_clause is not null or a.is_amended)
      order by c.number`,
    [tx.scope.makerId],
  );
}
