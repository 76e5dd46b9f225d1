import type { HoldReason } from '#invoicing';
import {
  DomainError,
  groupBy,
  type JobState,
  toPage,
  type Page,
  type Transaction,
  sumMinor,
} from '#platform';
import { type RunOutcome, worstOutcome } from '../domain/run/run-outcome.js';

/** The totals of a run's documents with one outcome and currency, in minor units. */
export interface RunTotal {
  readonly outcome: RunOutcome;
  readonly currency: string;
  /** Number of documents. A billing group's document is one document, with the worst outcome of its contracts. */
  readonly documents: number;
  readonly contracts: number;
  readonly totalMinor: string;
  /**
   * Amount excluded from the total: quantities on hold and, for failed contracts, the totals of their previous months.
   */
  readonly atStakeMinor: string;
  /** Number of lines and failed contracts with an unknown amount. */
  readonly unknownStakes: number;
}

/** Number and total of the corrections of issued months that a run found, in one currency. */
export interface RunCorrections {
  readonly currency: string;
  readonly count: number;
  readonly totalMinor: string;
}

export interface BillingRunView {
  readonly id: string;
  /** `YYYY-MM`. */
  readonly month: string;
  /** Null if it was requested by the schedule. */
  readonly requestedBy: string | null;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  /** Cutoff: readings received at this instant or later are not in the drafts; null until the run has started. */
  readonly knownBefore: Date | null;
  readonly state: JobState;
  readonly done: number;
  readonly total: number;
  readonly totals: readonly RunTotal[];
  readonly corrections: readonly RunCorrections[];
}

/** A run's result for a contract. */
export interface ContractResultView {
  readonly contract: { readonly id: string; readonly number: string };
  readonly customer: { readonly id: string; readonly name: string };
  /** The contract's IANA time zone, used for times in reasons. */
  readonly zone: string;
  readonly outcome: RunOutcome;
  readonly reasons: readonly HoldReason[];
  /** Null if there is no draft, or if the draft was withdrawn. */
  readonly invoiceId: string | null;
  /**
   * Billing group and month of the document that contains, or would contain, the draft; null if it is billed
   * separately.
   */
  readonly billGroup: { readonly id: string; readonly name: string; readonly month: string } | null;
  readonly currency: string;
  readonly totalMinor: string | null;
  readonly heldLines: number;
  /** Number of corrections of issued months, followed by their total. */
  readonly corrections: number;
  readonly correctedMinor: string;
}

/** A run's result for a document. A billing group's document is represented by its first contract. */
export interface RunResultView extends ContractResultView {
  readonly together: {
    readonly outcome: RunOutcome;
    /** Total of the contracts with a draft; null if no contract has a draft. */
    readonly totalMinor: string | null;
    readonly heldLines: number;
    readonly corrections: number;
    readonly correctedMinor: string;
    /** Contracts, by number. */
    readonly contracts: readonly ContractResultView[];
  } | null;
}

export interface RunResultFilter {
  /** The outcome of the document. */
  readonly outcome?: RunOutcome;
  /** Maximum number of documents. */
  readonly limit: number;
  /** Number of the first contract of the last document on the previous page. */
  readonly after?: string;
}

/**
 * Selects results `s` of a run `r` with the billing group of their document: the group of their draft or, without a
 * draft, of their contract. Only drafts of contracts in a group are looked up, because most contracts of a run are not
 * in a group.
 */
const PLACED = `
  select s.*, case when s.invoice_id is null then m.group_id
                   when m.group_id is not null then (
                     select i.bill_group_id from invoice i where i.maker_id = s.maker_id and i.id = s.invoice_id)
              end as group_id
    from billing_run_result s
    left join bill_group_member m on m.maker_id = s.maker_id and m.contract_id = s.contract_id
                                 and m.during @> (r.month || '-01')::date
   where s.maker_id = r.maker_id and s.run_id = r.id`;

/**
 * SQL expression for the id of a document. The document's outcome is the worst of its contracts' outcomes, as in
 * `worstOutcome`.
 */
const DOCUMENT = `coalesce(group_id, contract_id)`;
const OUTCOME = `min(outcome)`;

/**
 * Aggregates contracts that are billed separately without building a row for each, because clients poll runs with
 * thousands of results.
 */
const RUN = `
  select r.id, r.month, r.requested_by_name as "requestedBy", r.requested_at as "requestedAt", r.known_before as "knownBefore",
         j.finished_at as "finishedAt", j.state, j.done::int as done, coalesce(j.total, 0)::int as total,
         coalesce((
           select jsonb_agg(jsonb_build_object(
                    'outcome', s.outcome, 'currency', s.currency, 'documents', s.documents, 'contracts', s.contracts,
                    'totalMinor', s.total::text, 'atStakeMinor', s.at_stake::text, 'unknownStakes', s.unknown_stakes) order by s.outcome desc, s.currency)
             from (select outcome, currency, sum(documents) as documents, sum(contracts) as contracts, sum(total) as total,
                          sum(at_stake) as at_stake, sum(unknown_stakes) as unknown_stakes
                     from (select ${OUTCOME} as outcome, currency, case when group_id is null then count(*) else 1 end as documents,
                                  count(*) as contracts, coalesce(sum(total_minor), 0) as total,
                                  sum(at_stake_minor) as at_stake, sum(unknown_stakes) as unknown_stakes
                             from (${PLACED}) p
                            group by group_id, currency, case when group_id is null then outcome end) d
                    group by outcome, currency) s), '[]') as totals,
         coalesce((
           select jsonb_agg(jsonb_build_object('currency', s.currency, 'count', s.count, 'totalMinor', s.total::text)
                    order by s.currency)
             from (select currency, sum(corrections) as count, sum(corrected_minor) as total
                     from billing_run_result where maker_id = r.maker_id and run_id = r.id and corrections > 0
                    group by currency) s), '[]') as corrections
    from billing_run r
    join job_progress j on j.maker_id = r.maker_id and j.id = r.id`;

export async function listBillingRuns(tx: Transaction, limit: number): Promise<BillingRunView[]> {
  return tx.manager.query(`${RUN} where r.maker_id = $1 order by r.requested_at desc, r.id desc limit $2`, [
    tx.scope.makerId,
    limit,
  ]);
}

/** Returns a run with its totals. @throws DomainError billing.run_not_found */
export async function getBillingRun(tx: Transaction, id: string): Promise<BillingRunView> {
  const [run]: BillingRunView[] = await tx.manager.query(`${RUN} where r.maker_id = $1 and r.id = $2`, [
    tx.scope.makerId,
    id,
  ]);
  if (!run) throw new DomainError('billing.run_not_found');
  return run;
}

/** Returns the ids of a run's drafts that are ready and not withdrawn. */
export async function findReadyInvoiceIds(tx: Transaction, runId: string): Promise<string[]> {
  const rows: { id: string }[] = await tx.manager.query(
    `select i.id from billing_run_result s
       join invoice i on i.maker_id = s.maker_id and i.id = s.invoice_id
      where s.maker_id = $1 and s.run_id = $2 and s.outcome = 'ready'
      order by i.id`,
    [tx.scope.makerId, runId],
  );
  return rows.map(({ id }) => id);
}

/** Lists documents by the number of their first contract. */
export async function listRunResults(
  tx: Transaction,
  runId: string,
  { outcome, limit, after }: RunResultFilter,
): Promise<Page<RunResultView>> {
  const rows: ContractResultView[] = await tx.manager.query(
    `with placed as (
       select p.*, c.number, c.zone, c.customer_id, ${DOCUMENT} as document, r.month
         from billing_run r cross join lateral (${PLACED}) p
         join contract c on c.maker_id = p.maker_id and c.id = p.contract_id
        where r.maker_id = $1 and r.id = $2),
     document as (
       select document as id, min(number) as first from placed group by 1
       having ($3::text is null or ${OUTCOME} = $3) and ($4::text is null or min(number) > $4) order by 2 limit $5)
     select s.outcome, s.reasons, i.id as "invoiceId", s.currency, s.total_minor as "totalMinor", s.held_lines as "heldLines",
            s.corrections, s.corrected_minor as "correctedMinor", s.zone,
            jsonb_build_object('id', s.contract_id, 'number', s.number) as contract,
            jsonb_build_object('id', cu.id, 'name', cu.name) as customer,
            case when g.id is not null then jsonb_build_object('id', g.id, 'name', g.name, 'month', coalesce(to_char(i.period_from, 'YYYY-MM'), s.month)) end as "billGroup"
       from document d
       join placed s on s.document = d.id
       join customer cu on cu.maker_id = s.maker_id and cu.id = s.customer_id
       left join invoice i on i.maker_id = s.maker_id and i.id = s.invoice_id
       left join bill_group g on g.maker_id = s.maker_id and g.id = s.group_id
      order by d.first, s.number`,
    [tx.scope.makerId, runId, outcome ?? null, after ?? null, limit + 1],
  );
  const documents = groupBy(rows, ({ billGroup, contract }) => (billGroup ?? contract).id);
  return toPage([...documents.values()].map(documentOf), limit, ({ contract }) => [contract.number]);
}

function documentOf(contracts: readonly ContractResultView[]): RunResultView {
  const first = contracts[0]!;
  if (first.billGroup === null) return { ...first, together: null };
  const totals = contracts.flatMap(({ totalMinor }) => totalMinor ?? []);
  const sum = (minors: readonly (string | number)[]): bigint => sumMinor(minors, BigInt);
  return {
    ...first,
    together: {
      outcome: worstOutcome(contracts.map((one) => one.outcome)),
      totalMinor: totals.length === 0 ? null : sum(totals).toString(),
      heldLines: Number(sum(contracts.map(({ heldLines }) => heldLines))),
      corrections: Number(sum(contracts.map(({ corrections }) => corrections))),
      correctedMinor: sum(contracts.map(({ correctedMinor }) => correctedMinor)).toString(),
      contracts,
    },
  };
}
