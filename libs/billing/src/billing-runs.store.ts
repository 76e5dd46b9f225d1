import type { Transaction } from '#platform';
import { IsNull, Not } from 'typeorm';
import { IS_WAITING } from './billing.queries.js';
import type { HoldReason } from './domain/invoice-state.js';
import { judgeDraft, type WaitingLine } from './domain/run-outcome.js';
import { BillingRunResult } from './entities/billing-run-result.entity.js';
import { BillingRun } from './entities/billing-run.entity.js';
import { Invoice } from './entities/invoice.entity.js';

/** Takes up a run, and gives it its mark where it begins. @returns undefined for one of nobody's */
export async function takeRun(
  tx: Transaction,
  id: string,
): Promise<{ month: string; knownBefore: Date } | undefined> {
  const { makerId } = tx.scope;
  await tx.manager.update(BillingRun, { makerId, id, knownBefore: IsNull() }, { knownBefore: tx.now });
  const run = await tx.manager.findOneBy(BillingRun, { makerId, id, knownBefore: Not(IsNull()) });
  return run ? { month: run.month, knownBefore: run.knownBefore! } : undefined;
}

/** The contracts that a run has come to already. */
export async function findDealtWith(tx: Transaction, runId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.manager.find(BillingRunResult, {
    where: { makerId: tx.scope.makerId, runId },
    select: { contractId: true },
  });
  return new Set(rows.map(({ contractId }) => contractId));
}

/** Notes a draft that a run made, with what of it waits. */
export async function noteDraft(tx: Transaction, runId: string, invoiceId: string): Promise<void> {
  const { makerId } = tx.scope;
  const invoice = await tx.manager.findOneByOrFail(Invoice, { makerId, id: invoiceId });
  const { outcome, reasons } = judgeDraft(await waitingLines(tx, invoiceId), invoice.holdReasons);
  const { contractId, currency, totalMinor, heldLines } = invoice;
  const drafted = { invoiceId, currency, totalMinor, heldLines };
  await noteResult(tx, { runId, contractId, outcome, reasons: [...reasons], ...drafted });
}

/** Notes that a contract got no draft, and why. */
export async function noteFailure(
  tx: Transaction,
  runId: string,
  { id: contractId, currency }: { readonly id: string; readonly currency: string },
  reason: HoldReason,
): Promise<void> {
  const nothing = { invoiceId: null, currency, totalMinor: null, heldLines: 0 };
  await noteResult(tx, { runId, contractId, outcome: 'failed', reasons: [reason], ...nothing });
}

/** In place of what was noted when the run came to the contract before. */
async function noteResult(tx: Transaction, result: Omit<BillingRunResult, 'makerId'>): Promise<void> {
  await tx.manager.upsert(BillingRunResult, { makerId: tx.scope.makerId, ...result }, [
    'makerId',
    'runId',
    'contractId',
  ]);
}

/** The schedule asks for the same months over and over: of its runs only the last one of a month is kept. */
export async function forgetEarlierRefreshes(tx: Transaction, runId: string): Promise<void> {
  await tx.manager.query(
    `delete from billing_run r using billing_run last, job_progress j
      where last.maker_id = $1 and last.id = $2 and r.maker_id = last.maker_id and r.month = last.month
        and r.requested_by is null and (r.requested_at, r.id) < (last.requested_at, last.id)
        and j.maker_id = r.maker_id and j.id = r.id and j.state in ('done', 'failed')`,
    [tx.scope.makerId, runId],
  );
}

async function waitingLines(tx: Transaction, invoiceId: string): Promise<WaitingLine[]> {
  return tx.manager.query(
    `select l.state, l.amount_minor is null as "isWhole", u.held_quantity as "heldQuantity",
            case when m.id is not null then
              jsonb_build_object('device', d.code, 'signalKey', m.signal_key, 'unit', m.unit) end as meter,
            coalesce((select jsonb_agg(reason)
                        from jsonb_array_elements(u.reasons) reason where (reason ->> 'holds')::boolean), '[]') as holds
       from invoice_line l
       left join usage_period u on u.maker_id = l.maker_id and u.id = l.usage_period_id
       left join meter m on m.maker_id = u.maker_id and m.id = u.meter_id
       left join device d on d.maker_id = m.maker_id and d.id = m.device_id
      where l.maker_id = $1 and l.invoice_id = $2 and ${IS_WAITING}
      order by l.position`,
    [tx.scope.makerId, invoiceId],
  );
}
