import { Injectable, Logger } from '@nestjs/common';
import { findDelegatedAccess } from '#organization';
import { DomainError, JobRuns, type Scope, systemScope, type Transaction, UnitOfWork } from '#platform';
import { attempt } from '../document/attempt.js';
import { InvoiceLifecycleService } from '../document/invoice-lifecycle.service.js';
import {
  type BulkAction,
  type BulkOutcome,
  PERMISSION_OF_BULK_ACTION,
  type SeenDocument,
} from '../domain/bulk/bulk-decision.js';
import type { HoldReason } from '../domain/document/invoice-state.js';
import { BulkDecision } from '../entities/bulk-decision.entity.js';
import { GroupDocuments } from '../groups/group-documents.service.js';
import { DocumentMailing } from '../mailing/document-mailing.service.js';

/**
 * Number of documents per transaction. Each commit waits for the disk, and each transaction locks its documents and,
 * when issuing, the series of their numbers for up to a second. Documents are sent one by one.
 */
const BATCH: Readonly<Record<BulkAction, number>> = { approve: 200, reopen: 200, issue: 200, send: 40 };

interface Item {
  readonly position: number;
  readonly invoices: SeenDocument;
}

interface Result {
  readonly position: number;
  readonly outcome: BulkOutcome;
  readonly reason: HoldReason | null;
}

/** Performs requested bulk decisions. */
@Injectable()
export class BulkRunner {
  private readonly logger = new Logger(BulkRunner.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: JobRuns,
    private readonly lifecycle: InvoiceLifecycleService,
    private readonly groups: GroupDocuments,
    private readonly mailing: DocumentMailing,
  ) {}

  /**
   * Decides on each waiting document, on behalf of the person who requested the decision. A document and its result are
   * stored in one transaction, so a second call for the same decision continues where the first one stopped. A
   * document that is refused or fails does not affect the others.
   */
  async perform({ makerId }: Scope, id: string): Promise<void> {
    const system = systemScope(makerId);
    const found = await this.unitOfWork.run(system, async (tx) => {
      const decision = await tx.manager.findOneBy(BulkDecision, { makerId, id });
      return (
        decision && { decision, scope: await scopeOf(tx, decision), waiting: await countWaiting(tx, id) }
      );
    });
    if (!found) return;
    const { decision, scope, waiting } = found;
    if (!(await this.runs.start(system, id, waiting))) return;
    try {
      for (let done = 0; ;) {
        const positions = await this.unitOfWork.run(system, (tx) => nextPositions(tx, decision));
        if (positions.length === 0) break;
        if (scope === null) await this.refuseAll(system, id, positions);
        else await this.decideBatch(scope, decision, positions);
        done += positions.length;
        if (!(await this.runs.advance(system, id, done, { action: decision.action }))) return;
      }
    } catch (error) {
      await this.runs.fail(system, id);
      throw error;
    }
    await this.runs.finish(system, id);
  }

  /** Refuses documents because the person or key that requested the decision may no longer decide. */
  private async refuseAll(system: Scope, id: string, positions: readonly number[]): Promise<void> {
    const reason = { code: 'billing.bulk_permission_lost', params: {} };
    await this.unitOfWork.run(system, (tx) =>
      recordResults(
        tx,
        id,
        positions.map((position) => ({ position, outcome: 'refused', reason })),
      ),
    );
  }

  /**
   * Decides on documents together. After an unexpected error, decides on each one separately, so that one document does
   * not fail the others.
   */
  private async decideBatch(
    scope: Scope,
    decision: BulkDecision,
    positions: readonly number[],
  ): Promise<void> {
    try {
      await this.unitOfWork.run(scope, (tx) => this.decideWithin(tx, decision, positions));
    } catch (error) {
      if (positions.length > 1) {
        for (const position of positions) await this.decideBatch(scope, decision, [position]);
        return;
      }
      this.logger.error({ err: error, decisionId: decision.id }, 'A document of a bulk decision failed');
      const reason = { code: 'billing.bulk_item_failed', params: {} };
      // Recording the failure also fails if the database is down. The decision is then resumed from here.
      await this.unitOfWork.run(scope, (tx) =>
        recordResults(
          tx,
          decision.id,
          positions.map((position) => ({ position, outcome: 'failed', reason })),
        ),
      );
    }
  }

  private async decideWithin(
    tx: Transaction,
    decision: BulkDecision,
    positions: readonly number[],
  ): Promise<void> {
    const items = await lockWaiting(tx, decision.id, positions);
    const together = items.filter((item) => isDecidedTogether(decision, item));
    const results = await this.decideTogether(tx, decision, together);
    for (const { position, invoices } of items.filter((item) => !together.includes(item))) {
      const refusal = await attempt(tx, () => this.decideOn(tx, decision, invoices));
      results.push(toResult(position, refusal));
    }
    await recordResults(tx, decision.id, results);
  }

  /** Decides on documents of one contract each. */
  private async decideTogether(
    tx: Transaction,
    { action, why, issuedOn }: BulkDecision,
    items: readonly Item[],
  ): Promise<Result[]> {
    if (items.length === 0) return [];
    const seen = items.map(({ invoices: { invoices } }) => invoices[0]!);
    const decide = {
      approve: () => this.lifecycle.approveAllWithin(tx, seen, why),
      reopen: () => this.lifecycle.reopenAllWithin(tx, seen, why),
      issue: () => this.lifecycle.issueAllWithin(tx, seen, { issuedOn, why }),
      send: () => Promise.reject(new Error('Documents are sent one by one')),
    }[action];
    const refusals = await decide();
    return items.map(({ position }, index) => toResult(position, refusals[index]!));
  }

  private async decideOn(
    tx: Transaction,
    { action, why, issuedOn }: BulkDecision,
    { groupId, month, invoices }: SeenDocument,
  ): Promise<void> {
    if (action === 'send') {
      const [first] = invoices;
      if (first) await this.mailing.sendWithin(tx, first.invoiceId, { emails: null, allowsAgain: false });
      return;
    }
    if (groupId === null || month === null)
      throw new Error('Documents of one contract are decided on together');
    if (action === 'approve') await this.groups.approveWithin(tx, groupId, month, { invoices, why });
    else if (action === 'reopen') await this.groups.reopenWithin(tx, groupId, month, { invoices, why });
    else await this.groups.issueWithin(tx, groupId, month, { invoices, issuedOn, why });
  }
}

/**
 * Returns true for documents that are decided on together. A billing group's document is decided on separately, for all
 * of its contracts or for none, and documents are sent one by one.
 */
function isDecidedTogether({ action }: BulkDecision, { invoices }: Item): boolean {
  return action !== 'send' && invoices.groupId === null;
}

function toResult(position: number, refusal: DomainError | null): Result {
  if (refusal === null) return { position, outcome: 'done', reason: null };
  return { position, outcome: 'refused', reason: { code: refusal.code, params: refusal.params } };
}

/** Returns the current scope of the person or key that requested the decision; null if it may no longer decide. */
async function scopeOf(
  tx: Transaction,
  { action, membershipId, apiKeyId, actor }: BulkDecision,
): Promise<Scope | null> {
  if (membershipId === null) return actor === 'system' ? tx.scope : null;
  const access = await findDelegatedAccess(tx, { membershipId, apiKeyId, actor });
  return access?.permissions.includes(PERMISSION_OF_BULK_ACTION[action]) === true ? access.scope : null;
}

async function countWaiting(tx: Transaction, decisionId: string): Promise<number> {
  const [row]: { count: number }[] = await tx.manager.query(
    `select count(*)::int as count from bulk_decision_item where maker_id = $1 and decision_id = $2 and outcome = 'waiting'`,
    [tx.scope.makerId, decisionId],
  );
  return row!.count;
}

async function nextPositions(tx: Transaction, { id, action }: BulkDecision): Promise<number[]> {
  const rows: { position: number }[] = await tx.manager.query(
    `select position from bulk_decision_item
      where maker_id = $1 and decision_id = $2 and outcome = 'waiting' order by position limit $3`,
    [tx.scope.makerId, id, BATCH[action]],
  );
  return rows.map(({ position }) => position);
}

/**
 * Locks the documents that are still waiting. After a restart, two workers can perform the same decision; the second
 * one must not decide on a document again.
 */
function lockWaiting(tx: Transaction, decisionId: string, positions: readonly number[]): Promise<Item[]> {
  return tx.manager.query(
    `select position, invoices from bulk_decision_item
      where maker_id = $1 and decision_id = $2 and position = any($3) and outcome = 'waiting'
      order by position for update`,
    [tx.scope.makerId, decisionId, positions],
  );
}

async function recordResults(tx: Transaction, decisionId: string, results: readonly Result[]): Promise<void> {
  await tx.manager.query(
    `update bulk_decision_item t set outcome = r.outcome, reason = nullif(r.reason, 'null')
       from jsonb_to_recordset($3::jsonb) as r (position integer, outcome text, reason jsonb)
      where t.maker_id = $1 and t.decision_id = $2 and t.position = r.position`,
    [tx.scope.makerId, decisionId, JSON.stringify(results)],
  );
}
