import { In, IsNull, Not } from 'typeorm';
import { type HoldReason, type Invoice, IS_ON_HOLD, USAGE_IS_ON_HOLD } from '#invoicing';
import { groupBy, insertRows, type Transaction, sumMinor } from '#platform';
import type { FoundCorrection } from '../corrections/corrections.service.js';
import { reasonsOfCorrection } from '../domain/correction/correction-reasons.js';
import type { HoldStake } from '../domain/holds/hold-stake.js';
import { evaluateDraft, type LineOnHold } from '../domain/run/run-outcome.js';
import { BillingRunResult } from '../entities/billing-run-result.entity.js';
import { BillingRun } from '../entities/billing-run.entity.js';

/** Starts or resumes a run, and sets its cutoff at the start. @returns undefined if the run does not exist */
export async function startOrResumeRun(
  tx: Transaction,
  id: string,
): Promise<{ month: string; knownBefore: Date } | undefined> {
  const { makerId } = tx.scope;
  await tx.manager.update(BillingRun, { makerId, id, knownBefore: IsNull() }, { knownBefore: tx.now });
  const run = await tx.manager.findOneBy(BillingRun, { makerId, id, knownBefore: Not(IsNull()) });
  return run ? { month: run.month, knownBefore: run.knownBefore! } : undefined;
}

/** Returns the contracts that a run has already processed. */
export async function findProcessedContracts(tx: Transaction, runId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.manager.find(BillingRunResult, {
    where: { makerId: tx.scope.makerId, runId },
    select: { contractId: true },
  });
  return new Set(rows.map(({ contractId }) => contractId));
}

/** A draft of a run, or an issued invoice with the differences that the run found. */
export interface DraftOfRun {
  readonly invoiceId: string;
  readonly stake: HoldStake;
  readonly found: readonly FoundCorrection[];
}

/** Records drafts of a run, with the amounts on hold, and their corrections. */
export async function recordDrafts(
  tx: Transaction,
  runId: string,
  drafts: readonly DraftOfRun[],
): Promise<void> {
  if (drafts.length === 0) return;
  const draftsByInvoice = new Map(drafts.map((draft) => [draft.invoiceId, draft]));
  const invoices: (Pick<Invoice, 'contractId' | 'currency' | 'totalMinor' | 'heldLines' | 'holdReasons'> & {
    readonly invoiceId: string;
  })[] = await tx.manager.query(
    `select id as "invoiceId", contract_id as "contractId", currency, total_minor as "totalMinor", held_lines as "heldLines",
            hold_reasons as "holdReasons"
       from invoice where maker_id = $1 and id = any($2)`,
    [tx.scope.makerId, [...draftsByInvoice.keys()]],
  );
  const linesOnHold = groupBy(
    await findLinesOnHold(
      tx,
      invoices.filter(({ heldLines }) => heldLines > 0).map(({ invoiceId }) => invoiceId),
    ),
    ({ invoiceId }) => invoiceId,
  );
  await recordResults(
    tx,
    invoices.map(({ holdReasons, ...drafted }) => {
      const { outcome, reasons } = evaluateDraft(linesOnHold.get(drafted.invoiceId) ?? [], holdReasons);
      const { found: comparisons, stake } = draftsByInvoice.get(drafted.invoiceId)!;
      const corrections = comparisons.flatMap(({ correction }) => correction ?? []);
      const corrected = sumMinor(corrections, ({ totalMinor }) => BigInt(totalMinor));
      return {
        runId,
        outcome,
        reasons: [
          ...reasons,
          ...comparisons.flatMap((comparison) => reasonsOfCorrection(comparison, drafted.currency)),
        ],
        ...drafted,
        corrections: corrections.length,
        correctedMinor: corrected.toString(),
        atStakeMinor: stake.addedMinor.toString(),
        unknownStakes: stake.unknownLines,
      };
    }),
  );
}

/** A contract that a run could not draft, with the reason. */
export interface FailedContract {
  readonly contract: { readonly id: string; readonly currency: string };
  readonly reason: HoldReason;
}

/**
 * Records failed contracts. The stake of a contract is the total of its previous month, because no better value is
 * known.
 */
export async function recordFailures(
  tx: Transaction,
  runId: string,
  failures: readonly FailedContract[],
): Promise<void> {
  if (failures.length === 0) return;
  const before = await loadPreviousTotals(
    tx,
    runId,
    failures.map(({ contract }) => contract.id),
  );
  await recordResults(
    tx,
    failures.map(({ contract: { id: contractId, currency }, reason }) => ({
      runId,
      outcome: 'failed' as const,
      reasons: [reason],
      contractId,
      currency,
      invoiceId: null,
      totalMinor: null,
      heldLines: 0,
      corrections: 0,
      correctedMinor: '0',
      atStakeMinor: before.get(contractId) ?? '0',
      unknownStakes: before.has(contractId) ? 0 : 1,
    })),
  );
}

/** Returns the total of the last invoice or draft before the run's month, by contract. */
async function loadPreviousTotals(
  tx: Transaction,
  runId: string,
  contractIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows: { contractId: string; totalMinor: string }[] = await tx.manager.query(
    `select c.id as "contractId", last.total_minor as "totalMinor"
       from billing_run r
       join contract c on c.maker_id = r.maker_id and c.id = any($3)
      cross join lateral (
        select i.total_minor from invoice i
         where i.maker_id = c.maker_id and i.contract_id = c.id and i.kind = 'invoice' and i.currency = c.currency
           and i.period_from < (r.month || '-01')::date
         order by i.period_from desc limit 1) last
      where r.maker_id = $1 and r.id = $2`,
    [tx.scope.makerId, runId, contractIds],
  );
  return new Map(rows.map(({ contractId, totalMinor }) => [contractId, totalMinor]));
}

/** Replaces results that an earlier attempt of the run recorded for the same contracts. */
async function recordResults(
  tx: Transaction,
  results: readonly (Omit<BillingRunResult, 'makerId' | 'reasons'> & {
    readonly reasons: readonly HoldReason[];
  })[],
): Promise<void> {
  const [first] = results;
  if (!first) return;
  const { makerId } = tx.scope;
  await tx.manager.delete(BillingRunResult, {
    makerId,
    runId: first.runId,
    contractId: In(results.map(({ contractId }) => contractId)),
  });
  await insertRows(
    tx,
    BillingRunResult,
    results.map((result) => ({ makerId, ...result })),
  );
}

/**
 * Deletes finished earlier scheduled runs of the same month, because the schedule requests the same months repeatedly.
 */
export async function deleteEarlierRefreshes(tx: Transaction, runId: string): Promise<void> {
  await tx.manager.query(
    `delete from billing_run r using billing_run last, job_progress j
      where last.maker_id = $1 and last.id = $2 and r.maker_id = last.maker_id and r.month = last.month
        and r.requested_by is null and (r.requested_at, r.id) < (last.requested_at, last.id)
        and j.maker_id = r.maker_id and j.id = r.id and j.state in ('done', 'failed')`,
    [tx.scope.makerId, runId],
  );
}

async function findLinesOnHold(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<(LineOnHold & { readonly invoiceId: string })[]> {
  if (invoiceIds.length === 0) return [];
  return tx.manager.query(
    `select l.invoice_id as "invoiceId", l.state, l.amount_minor is null as "isWhole", u.held_quantity as "heldQuantity",
            case when m.id is not null then
              jsonb_build_object('device', d.code, 'signalKey', m.signal_key, 'unit', m.unit) end as meter,
            coalesce((select jsonb_agg(reason)
                        from jsonb_array_elements(u.reasons) reason where (reason ->> 'holds')::boolean), '[]') as holds
       from invoice_line l
       left join lateral (
         select u.*, s.position
           from invoice_line_usage s join usage_period u on u.maker_id = s.maker_id and u.id = s.usage_period_id
          where s.maker_id = l.maker_id and s.line_id = l.id and ${USAGE_IS_ON_HOLD}) u on true
       left join meter m on m.maker_id = u.maker_id and m.id = u.meter_id
       left join device d on d.maker_id = m.maker_id and d.id = m.device_id
      where l.maker_id = $1 and l.invoice_id = any($2) and ${IS_ON_HOLD}
      order by l.invoice_id, l.position, u.position`,
    [tx.scope.makerId, invoiceIds],
  );
}
