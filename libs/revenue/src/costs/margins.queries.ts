import type { Behaviour } from '#invoicing';
import { groupBy, type Transaction } from '#platform';
import type { CostKind } from '../domain/revenue/cost-fields.js';
import type { GapKind, ResultParts } from '../domain/revenue/margins.js';
import { CONTRACT_MONTHS, isAmountOfSite, REVENUE_PARTS } from '../revenue/revenue-parts.sql.js';
import type { MonthSpan, RevenueSubject } from '../revenue/revenue.queries.js';
import { COST_GAPS } from './cost-gaps.sql.js';

/** Grouping of the results: contract, machine, or month. */
export type ResultKey = 'contract' | 'machine' | 'month';

/** The revenue and costs of a contract, or of one of its machines or months. */
export interface ContractResultParts extends ResultParts {
  readonly contractId: string;
  /** Null for parts without a machine, and if the results are not grouped by machine. */
  readonly machineId: string | null;
  /** `YYYY-MM`; null if the results are not grouped by month. */
  readonly month: string | null;
}

export interface ContractOfResult {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  readonly customer: { readonly id: string; readonly name: string };
  readonly legalEntity: { readonly id: string; readonly name: string };
}

interface ResultKeys {
  readonly contractId: string;
  readonly machineId: string | null;
  readonly month: string | null;
}

const COLUMNS: Readonly<Record<ResultKey, string>> = {
  contract: `null::uuid as machine_id, null::text as month`,
  machine: `x.machine_id, null::text as month`,
  month: `null::uuid as machine_id, to_char(x.month, 'YYYY-MM') as month`,
};

const IS_OF_CUSTOMER = `x.contract_id in (select id from contract where maker_id = $1 and customer_id = $5)`;

/** Returns SQL that selects the subject's rows from the query `of`, with the columns by which they are grouped. */
const selectKeyed = (by: ResultKey, of: string, more: string, isOfCustomer = IS_OF_CUSTOMER): string =>
  `select x.contract_id, ${COLUMNS[by]}, ${more} from (${of}) x
    where ($5::uuid is null or ${isOfCustomer})
      and ($6::uuid is null or ${isAmountOfSite('x.machine_id', 'x.month', 6)})`;

const KEY_COLUMNS = `contract_id as "contractId", machine_id as "machineId", month`;

/**
 * Returns the results of all contracts, or of the contracts of a subject, grouped by contract, machine or month. Omits
 * results without revenue, costs and cost gaps.
 */
export async function findResultParts(
  tx: Transaction,
  { from, to }: MonthSpan,
  by: ResultKey,
  { contractId, customerId, siteId }: RevenueSubject & { readonly contractId?: string } = {},
): Promise<ContractResultParts[]> {
  const span = [tx.scope.makerId, from, to, contractId ?? null, customerId ?? null, siteId ?? null];
  const revenue: (ResultKeys & { bucket: 'issued' | 'credited'; behaviour: Behaviour; minor: string })[] =
    await tx.manager.query(
      `select ${KEY_COLUMNS}, bucket, behaviour, sum(minor)::text as minor
         from (${selectKeyed(by, REVENUE_PARTS, 'x.bucket, x.behaviour, x.minor', 'x.customer_id = $5')}) r
        where bucket in ('issued', 'credited') group by contract_id, machine_id, month, bucket, behaviour`,
      span,
    );
  const costs: (ResultKeys & { kind: CostKind; minor: string })[] = await tx.manager.query(
    `select ${KEY_COLUMNS}, kind, sum(minor)::text as minor
       from (${selectKeyed(by, COSTS, 'x.kind, x.contract_minor as minor')}) r group by contract_id, machine_id, month, kind`,
    span,
  );
  const gaps: (ResultKeys & { kind: GapKind; count: number })[] = await tx.manager.query(
    `select ${KEY_COLUMNS}, kind, count(*)::int as count
       from (${selectKeyed(by, COST_GAPS, 'x.kind')}) r group by contract_id, machine_id, month, kind`,
    span,
  );
  return mergeResults(
    revenue.map((row) => ({ ...row, minor: BigInt(row.minor) })),
    costs.map((row) => ({ ...row, minor: BigInt(row.minor) })),
    gaps,
  );
}

const COSTS = `
  select * from contract_cost where maker_id = $1 and month >= $2 and month < $3 and ($4::uuid is null or contract_id = $4)`;

function mergeResults(
  revenue: readonly (ResultKeys & ResultParts['revenue'][number])[],
  costs: readonly (ResultKeys & ResultParts['costs'][number])[],
  gaps: readonly (ResultKeys & ResultParts['gaps'][number])[],
): ContractResultParts[] {
  const results = new Map<
    string,
    ResultKeys & { revenue: typeof revenue; costs: typeof costs; gaps: typeof gaps }
  >();
  const addRows = (rows: readonly ResultKeys[], field: 'revenue' | 'costs' | 'gaps'): void => {
    for (const [key, ofKey] of groupBy(rows, keyOf)) {
      const { contractId, machineId, month } = ofKey[0]!;
      const known = results.get(key) ?? { contractId, machineId, month, revenue: [], costs: [], gaps: [] };
      results.set(key, { ...known, [field]: ofKey });
    }
  };
  addRows(revenue, 'revenue');
  addRows(costs, 'costs');
  addRows(gaps, 'gaps');
  return [...results.values()];
}

const keyOf = ({ contractId, machineId, month }: ResultKeys): string =>
  `${contractId} ${machineId ?? ''} ${month ?? ''}`;

/** Returns contracts by id, with the fields that results show. */
export async function findContractsOfResults(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, ContractOfResult>> {
  const rows: ContractOfResult[] = await tx.manager.query(
    `select c.id, c.number, c.currency, jsonb_build_object('id', cu.id, 'name', cu.name) as customer,
            jsonb_build_object('id', le.id, 'name', le.name) as "legalEntity"
       from contract c
       join customer cu on cu.maker_id = c.maker_id and cu.id = c.customer_id
       join legal_entity le on le.maker_id = c.maker_id and le.id = c.legal_entity_id
      where c.maker_id = $1 and c.id = any($2)`,
    [tx.scope.makerId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Returns serial numbers of machines by id. */
export async function serialsOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const rows: { id: string; serial: string }[] = await tx.manager.query(
    `select id, serial from machine where maker_id = $1 and id = any($2)`,
    [tx.scope.makerId, ids],
  );
  return new Map(rows.map(({ id, serial }) => [id, serial]));
}

/** Returns the months of the span in which contracts were in force without any issued document, by contract. */
export async function findUnissuedMonths(
  tx: Transaction,
  { from, to }: MonthSpan,
  contractIds: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const rows: { contractId: string; months: string[] }[] = await tx.manager.query(
    `select m.contract_id as "contractId", array_agg(to_char(m.month, 'YYYY-MM') order by m.month) as months
       from (${CONTRACT_MONTHS}) m
      where m.contract_id = any($6) and not exists (
        select from invoice i where i.maker_id = m.maker_id and i.contract_id = m.contract_id and i.kind = 'invoice'
           and i.number is not null and i.period_from >= m.month and i.period_from < m.month + interval '1 month')
      group by m.contract_id`,
    [tx.scope.makerId, from, to, null, tx.now, contractIds],
  );
  return new Map(rows.map((row) => [row.contractId, row.months]));
}

/** Work without a recorded cost. */
export interface CostGap {
  readonly kind: GapKind;
  /** The delivery or the ticket. */
  readonly id: string;
  readonly number: string;
  readonly day: string;
  readonly machine: { readonly id: string; readonly serial: string };
}

/** Returns the cost gaps of one contract, newest first, at most 500. */
export async function findCostGaps(
  tx: Transaction,
  { from, to }: MonthSpan,
  contractId: string,
): Promise<CostGap[]> {
  return tx.manager.query(
    `select g.kind, g.id, g.number, g.day::text as day, jsonb_build_object('id', m.id, 'serial', m.serial) as machine
       from (${COST_GAPS}) g join machine m on m.maker_id = g.maker_id and m.id = g.machine_id
      order by g.day desc, g.number, g.kind limit 500`,
    [tx.scope.makerId, from, to, contractId],
  );
}
