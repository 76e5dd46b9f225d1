import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  DomainError,
  insertRows,
  JobRuns,
  type Page,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { findInvoiceIds, type InvoiceSelection } from '../document/invoice-list.queries.js';
import { type BulkAction, findRefusal, grossOf, toSeenDocument } from '../domain/bulk/bulk-decision.js';
import type { HoldReason } from '../domain/document/invoice-state.js';
import { BulkDecisionItem } from '../entities/bulk-decision-item.entity.js';
import { BulkDecision } from '../entities/bulk-decision.entity.js';
import {
  type BulkDecisionView,
  type BulkItemFilter,
  type BulkItemView,
  getBulkDecision,
  listBulkDecisions,
  listBulkItems,
} from './bulk-decisions.queries.js';
import {
  loadDocumentsToDecide,
  loadLimits,
  loadSending,
  type NamedDocument,
} from './documents-to-decide.queries.js';

const BULK_DECISION = 'bulk_decision';
/** Maximum number of documents in a bulk decision. */
export const MAX_BULK_DOCUMENTS = 10_000;
/** Number of documents that a preview names for each reason. */
const EXAMPLES = 5;

/** Documents of a bulk decision: by id, or all that match a filter of the list. */
export type BulkSelection = { readonly ids: readonly string[] } | { readonly filter: InvoiceSelection };

export interface BulkRequest {
  readonly action: BulkAction;
  readonly selection: BulkSelection;
  /** True to bill lines on hold later; otherwise, documents with such lines are refused. Only for `approve`. */
  readonly confirmsHeldLines: boolean;
  /** Comment that is recorded with each decision. */
  readonly why: string;
  /** For `issue`: local day of the seller; null for the day on which the document is issued. */
  readonly issuedOn: string | null;
}

/** Effect that a bulk decision would have now. */
export interface BulkPreview {
  readonly ready: number;
  readonly refused: number;
  /** Number of lines on hold in the documents that would be approved. They are billed later. */
  readonly heldLines: number;
  /** Gross amounts of the documents that would be decided on, in minor units. */
  readonly totals: readonly {
    readonly currency: string;
    readonly documents: number;
    readonly grossMinor: string;
  }[];
  /** Reasons why documents are refused, most frequent first. */
  readonly refusals: readonly {
    readonly reason: HoldReason;
    readonly documents: number;
    readonly examples: readonly {
      readonly invoiceId: string;
      readonly name: string;
      readonly customer: string;
    }[];
  }[];
  /** Hash of the documents that would be decided on, with their versions. The request must repeat it. */
  readonly fingerprint: string;
}

interface Decided {
  readonly document: NamedDocument;
  readonly refusal: HoldReason | null;
}

/** Previews and requests decisions about many documents, and reads their results. */
@Injectable()
export class BulkDecisionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: JobRuns,
  ) {}

  /**
   * Returns the effect that a bulk decision would have now. Stores nothing.
   * @throws DomainError those of `request` about the selection
   */
  preview(scope: Scope, request: Omit<BulkRequest, 'why' | 'issuedOn'>): Promise<BulkPreview> {
    return this.unitOfWork.run(scope, async (tx) => toPreview(await decide(tx, request)));
  }

  /**
   * Stores a bulk decision with its documents as the person saw them, and queues it for the worker in the same
   * transaction. Documents that are refused now are stored as refused.
   * @throws DomainError billing.bulk_empty, billing.bulk_too_many, billing.bulk_selection_changed,
   *   billing.bulk_nothing_ready
   */
  request(scope: Scope, request: BulkRequest, fingerprint: string): Promise<BulkDecisionView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const decided = await decide(tx, request);
      const preview = toPreview(decided);
      if (preview.fingerprint !== fingerprint) throw new DomainError('billing.bulk_selection_changed');
      if (preview.ready === 0) throw new DomainError('billing.bulk_nothing_ready');
      const { makerId, userId, membershipId, apiKeyId, actor } = scope;
      const { action, why, issuedOn } = request;
      const job = await this.runs.createWithin(tx, BULK_DECISION, { action });
      await tx.manager.insert(BulkDecision, {
        makerId,
        id: job.id,
        action,
        why,
        issuedOn,
        requestedBy: userId,
        requestedAt: tx.now,
        actor,
        membershipId: membershipId ?? null,
        apiKeyId: apiKeyId ?? null,
      });
      await insertRows(
        tx,
        BulkDecisionItem,
        decided.map(({ document, refusal }, position) => ({
          makerId,
          decisionId: job.id,
          position,
          invoiceId: document.invoices[0].invoiceId,
          invoices: toSeenDocument(document),
          outcome: refusal === null ? 'waiting' : 'refused',
          reason: refusal,
        })),
      );
      await AuditTrail.write(tx, {
        action: 'billing.bulk_decision_requested',
        entity: 'bulk_decision',
        entityId: job.id,
        after: { action, documents: preview.ready, refused: preview.refused },
      });
      await emitRequested(tx, job.id);
      return getBulkDecision(tx, job.id);
    });
  }

  /**
   * Requeues decisions of workers that died.
   * @returns the number of requeued decisions
   */
  retryAbandoned(scope: Scope): Promise<number> {
    return this.runs.retryAbandoned(scope, BULK_DECISION, (tx, { id }) => emitRequested(tx, id));
  }

  /** Lists bulk decisions with their progress, newest first. */
  list(scope: Scope, limit: number): Promise<BulkDecisionView[]> {
    return this.unitOfWork.run(scope, (tx) => listBulkDecisions(tx, limit));
  }

  /** Returns a bulk decision with its progress. @throws DomainError billing.bulk_decision_not_found */
  get(scope: Scope, id: string): Promise<BulkDecisionView> {
    return this.unitOfWork.run(scope, (tx) => getBulkDecision(tx, id));
  }

  /** Lists the documents of a bulk decision. @throws DomainError billing.bulk_decision_not_found */
  items(scope: Scope, id: string, filter: BulkItemFilter): Promise<Page<BulkItemView>> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getBulkDecision(tx, id);
      return listBulkItems(tx, id, filter);
    });
  }
}

/** @throws DomainError billing.bulk_empty, billing.bulk_too_many */
async function decide(
  tx: Transaction,
  { action, selection, confirmsHeldLines }: Omit<BulkRequest, 'why' | 'issuedOn'>,
): Promise<Decided[]> {
  const ids =
    'ids' in selection ? selection.ids : await findInvoiceIds(tx, selection.filter, MAX_BULK_DOCUMENTS + 1);
  if (ids.length > MAX_BULK_DOCUMENTS)
    throw new DomainError('billing.bulk_too_many', { max: MAX_BULK_DOCUMENTS });
  const documents = await loadDocumentsToDecide(tx, ids);
  if (documents.length === 0) throw new DomainError('billing.bulk_empty');
  const limitOf = await loadLimits(tx, documents);
  const sendingOf = await loadSending(tx, action === 'send' ? documents : []);
  const context = { now: tx.now, userId: tx.scope.userId, confirmsHeldLines, limitOf, sendingOf };
  return documents.map((document) => ({ document, refusal: findRefusal(action, document, context) }));
}

function toPreview(decided: readonly Decided[]): BulkPreview {
  const ready = decided.filter(({ refusal }) => refusal === null).map(({ document }) => document);
  const totals = new Map<string, { documents: number; gross: bigint }>();
  const seen = createHash('sha256');
  for (const document of ready) {
    const total = totals.get(document.currency) ?? { documents: 0, gross: 0n };
    totals.set(document.currency, {
      documents: total.documents + 1,
      gross: total.gross + grossOf(document),
    });
    for (const { invoiceId, version, contentHash } of document.invoices)
      seen.update(`${invoiceId} ${version} ${contentHash}\n`);
  }
  return {
    ready: ready.length,
    refused: decided.length - ready.length,
    heldLines: ready
      .flatMap(({ invoices }) => invoices)
      .reduce((count, { heldLines }) => count + heldLines.length, 0),
    totals: [...totals]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, { documents, gross }]) => ({ currency, documents, grossMinor: gross.toString() })),
    refusals: groupRefusals(decided),
    fingerprint: seen.digest('hex'),
  };
}

/**
 * Groups refused documents by the code of the reason, regardless of its parameters. The pages of the example documents
 * show the parameters.
 */
function groupRefusals(decided: readonly Decided[]): BulkPreview['refusals'] {
  const groups = new Map<string, { reason: HoldReason; documents: NamedDocument[] }>();
  for (const { document, refusal } of decided) {
    if (refusal === null) continue;
    const group = groups.get(refusal.code) ?? { reason: refusal, documents: [] };
    group.documents.push(document);
    groups.set(refusal.code, group);
  }
  return [...groups.values()]
    .sort((a, b) => b.documents.length - a.documents.length)
    .map(({ reason, documents }) => ({
      reason,
      documents: documents.length,
      examples: documents
        .slice(0, EXAMPLES)
        .map(({ invoices: [{ invoiceId }], name, customer }) => ({ invoiceId, name, customer })),
    }));
}

async function emitRequested(tx: Transaction, jobId: string): Promise<void> {
  await tx.record({ name: 'billing.bulk_decision_requested', version: 1, payload: { jobId } });
}
