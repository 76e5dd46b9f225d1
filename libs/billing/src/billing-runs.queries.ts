import { DomainError, type JobState, toPage, type Page, type Transaction } from '#platform';
import type { HoldReason } from './domain/invoice-state.js';
import type { RunOutcome } from './domain/run-outcome.js';

/** What a run's contracts of one outcome and currency come to, in minor units. */
export interface RunTotal {
  readonly outcome: RunOutcome;
  readonly currency: string;
  readonly contracts: number;
  readonly totalMinor: string;
}

/** What corrections of issued months a run found in a currency, and what they come to together. */
export interface RunCorrections {
  readonly currency: string;
  readonly count: number;
  readonly totalMinor: string;
}

export interface BillingRunView {
  readonly id: string;
  /** `YYYY-MM` */
  readonly month: string;
  /** Null for the schedule. */
  readonly requestedBy: string | null;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  /** Readings received at this instant or later are not in its drafts; null until it has begun. */
  readonly knownBefore: Date | null;
  readonly state: JobState;
  readonly done: number;
  readonly total: number;
  readonly totals: readonly RunTotal[];
  readonly corrections: readonly RunCorrections[];
}

export interface RunResultView {
  readonly contract: { readonly id: string; readonly number: string };
  readonly customer: { readonly id: string; readonly name: string };
  /** The contract's, IANA: reasons tell its hours. */
  readonly zone: string;
  readonly outcome: RunOutcome;
  readonly reasons: readonly HoldReason[];
  /** Null where there is no draft, or where it was withdrawn since. */
  readonly invoiceId: string | null;
  /** On whose document the draft is, and of which month; null of what is billed alone. */
  readonly billGroup: { readonly id: string; readonly name: string; readonly month: string } | null;
  readonly currency: string;
  readonly totalMinor: string | null;
  readonly heldLines: number;
  /** Corrections of issued months, and what they come to. */
  readonly corrections: number;
  readonly correctedMinor: string;
}

export interface RunResultFilter {
  readonly outcome?: RunOutcome;
  readonly limit: number;
  /** The number of the last contract of the page before. */
  readonly after?: string;
}

const RUN = `
  select r.id, r.month, u.name as "requestedBy", r.requested_at as "requestedAt", r.known_before as "knownBefore",
         j.finished_at as "finishedAt", j.state, j.done::int as done, coalesce(j.total, 0)::int as total,
         coalesce((
           select jsonb_agg(jsonb_build_object(
                    'outcome', s.outcome, 'currency', s.currency, 'contracts', s.contracts, 'totalMinor', s.total::text)
                    order by s.outcome desc, s.currency)
             from (select outcome, currency, count(*) as contracts, coalesce(sum(total_minor), 0) as total
                     from billing_run_result where maker_id = r.maker_id and run_id = r.id
                    group by outcome, currency) s), '[]') as totals,
         coalesce((
           select jsonb_agg(jsonb_build_object('currency', s.currency, 'count', s.count, 'totalMinor', s.total::text)
                    order by s.currency)
             from (select currency, sum(corrections) as count, sum(corrected_minor) as total
                     from billing_run_result where maker_id = r.maker_id and run_id = r.id and corrections > 0
                    group by currency) s), '[]') as corrections
    from billing_run r
    join job_progress j on j.maker_id = r.maker_id and j.id = r.id
    left join user_account u on u.id = r.requested_by`;

export async function listBillingRuns(tx: Transaction, limit: number): Promise<BillingRunView[]> {
  return tx.manager.query(`${RUN} where r.maker_id = $1 order by r.requested_at desc, r.id desc limit $2`, [
    tx.scope.makerId,
    limit,
  ]);
}

/** @throws DomainError billing.run_not_found */
export async function getBillingRun(tx: Transaction, id: string): Promise<BillingRunView> {
  const [run]: BillingRunView[] = await tx.manager.query(`${RUN} where r.maker_id = $1 and r.id = $2`, [
    tx.scope.makerId,
    id,
  ]);
  if (!run) throw new DomainError('billing.run_not_found');
  return run;
}

/** By contract number. */
export async function listRunResults(
  tx: Transaction,
  runId: string,
  { outcome, limit, after }: RunResultFilter,
): Promise<Page<RunResultView>> {
  const rows: RunResultView[] = await tx.manager.query(
    `select s.outcome, s.reasons, i.id as "invoiceId", s.currency, s.total_minor as "totalMinor", s.held_lines as "heldLines",
            s.corrections, s.corrected_minor as "correctedMinor", c.zone,
            jsonb_build_object('id', c.id, 'number', c.number) as contract,
            jsonb_build_object('id', cu.id, 'name', cu.name) as customer,
            case when g.id is not null then
              jsonb_build_object('id', g.id, 'name', g.name, 'month', to_char(i.period_from, 'YYYY-MM')) end as "billGroup"
       from billing_run_result s
       join contract c on c.maker_id = s.maker_id and c.id = s.contract_id
       join customer cu on cu.maker_id = c.maker_id and cu.id = c.customer_id
       left join invoice i on i.maker_id = s.maker_id and i.id = s.invoice_id
       left join bill_group g on g.maker_id = i.maker_id and g.id = i.bill_group_id
      where s.maker_id = $1 and s.run_id = $2 and ($3::text is null or s.outcome = $3) and ($4::text is null or c.number > $4)
      order by c.number limit $5`,
    [tx.scope.makerId, runId, outcome ?? null, after ?? null, limit + 1],
  );
  return toPage(rows, limit, ({ contract }) => [contract.number]);
}
