import { Injectable } from '@nestjs/common';
import { AuditTrail, needsDualApproval, recordDecision } from '#organization';
import {
  assertNoFaults,
  DomainError,
  fromMinor,
  newId,
  type Page,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { toDecided, toRequested, toUndone } from '../approvals/approval-row.js';
import type { ApprovalFilter } from '../approvals/approval-view.js';
import type { ApprovalDecision } from '../domain/ledger/approval.js';
import { toRequestedAmount } from '../domain/ledger/requested-amounts.js';
import {
  containedTax,
  findWriteOffFault,
  isSmallWriteOff,
  postWriteOff,
  type WriteOffReason,
} from '../domain/ledger/write-off.js';
import { WriteOff } from '../entities/write-off.entity.js';
import { type LockedItem, lockItems } from '../payments/balances.queries.js';
import { postToday } from '../payments/post-today.store.js';
import { reverseEntry } from '../payments/reverse-entry.store.js';
import {
  getWriteOff,
  listWriteOffs,
  loadWriteOffFacts,
  type WriteOffFacts,
  type WriteOffView,
} from './write-offs.queries.js';

/** A requested write-off of an open document. */
export interface NewWriteOff {
  /** Decimal in major units of the document's currency; null for the whole open amount. */
  readonly amount: string | null;
  readonly reason: WriteOffReason;
  readonly note: string;
}

type StoredWriteOff = Omit<WriteOff, 'requestedByName' | 'decidedByName' | 'undoneByName'>;

/**
 * Writes off open amounts of documents, with the approval of a second person above a small amount, and undoes
 * write-offs.
 */
@Injectable()
export class WriteOffsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lists write-offs, by default the latest first.
   * @throws DomainError api.sort_unknown, platform.cursor_invalid
   */
  list(scope: Scope, filter: ApprovalFilter): Promise<Page<WriteOffView>> {
    return this.unitOfWork.run(scope, (tx) => listWriteOffs(tx, filter));
  }

  /**
   * Writes off a part of a document's open amount. A small amount is posted immediately; a larger amount awaits the
   * decision of a second person.
   * @throws DomainError receivables.item_not_found, receivables.write_off_not_possible, receivables.write_off_pending,
   * receivables.write_off_invalid (with fields)
   */
  request(scope: Scope, documentId: string, requested: NewWriteOff): Promise<WriteOffView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const item = await lockItem(tx, documentId);
      if (item.openMinor <= 0n) throw new DomainError('receivables.write_off_not_possible');
      const facts = await loadWriteOffFacts(tx, documentId);
      if (facts.hasPending) throw new DomainError('receivables.write_off_pending');
      const amountMinor = readAmount(requested.amount, item);
      const writeOff = toRow(tx, item, requested, amountMinor, facts);
      await tx.manager.insert(WriteOff, writeOff);
      await AuditTrail.write(tx, {
        action: 'receivables.write_off_requested',
        entity: 'invoice',
        entityId: documentId,
        after: toContent(writeOff),
      });
      if (!(await needsSecondPerson(tx, item, facts.writtenOffMinor + amountMinor)))
        await approve(tx, item, writeOff, '');
      return getWriteOff(tx, writeOff.id);
    });
  }

  /**
   * Approves or rejects a pending write-off. The person who requested it can reject it, but not approve it.
   * @throws DomainError receivables.write_off_not_found, receivables.write_off_decided,
   *   receivables.write_off_same_person, receivables.write_off_changed
   */
  decide(scope: Scope, id: string, decision: ApprovalDecision, why: string): Promise<WriteOffView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { item, writeOff } = await lockWriteOff(tx, id);
      if (writeOff.decision !== null) throw new DomainError('receivables.write_off_decided');
      if (decision === 'approve') {
        if (scope.userId === null || scope.userId === writeOff.requestedBy)
          throw new DomainError('receivables.write_off_same_person');
        if (findWriteOffFault(item, BigInt(writeOff.amountMinor)))
          throw new DomainError('receivables.write_off_changed', {
            open: fromMinor(item.openMinor, item.currency),
            currency: item.currency,
          });
        await approve(tx, item, writeOff, why);
      } else {
        await tx.manager.update(WriteOff, { makerId: scope.makerId, id }, toDecided(tx, decision, why));
        await recordWriteOff(tx, item, writeOff, { action: 'write_off_rejected', why });
      }
      return getWriteOff(tx, id);
    });
  }

  /**
   * Undoes a write-off, which restores the open amount of the document. Its journal entry is reversed on the same day,
   * or on the first day of the next open month if that month is closed.
   * @throws DomainError receivables.write_off_not_found, receivables.write_off_not_posted
   */
  undo(scope: Scope, id: string, why: string): Promise<WriteOffView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { item, writeOff } = await lockWriteOff(tx, id);
      if (writeOff.postingDate === null || writeOff.undoneAt !== null)
        throw new DomainError('receivables.write_off_not_posted');
      await reverseEntry(tx, {
        source: { kind: 'write_off', id },
        reversal: 'write_off_reversal',
        postingDate: writeOff.postingDate,
      });
      await tx.manager.update(WriteOff, { makerId: scope.makerId, id }, toUndone(tx, why));
      await recordWriteOff(tx, item, writeOff, { action: 'write_off_undone', why });
      return getWriteOff(tx, id);
    });
  }
}

async function lockItem(tx: Transaction, documentId: string): Promise<LockedItem> {
  const item = (await lockItems(tx, [documentId])).get(documentId);
  if (!item) throw new DomainError('receivables.item_not_found');
  return item;
}

/** Locks a write-off by its document, because two people may decide at the same time. */
async function lockWriteOff(
  tx: Transaction,
  id: string,
): Promise<{ readonly item: LockedItem; readonly writeOff: StoredWriteOff }> {
  const { makerId } = tx.scope;
  const found = await tx.manager.findOneBy(WriteOff, { makerId, id });
  if (!found) throw new DomainError('receivables.write_off_not_found');
  const item = await lockItem(tx, found.documentId);
  return { item, writeOff: await tx.manager.findOneByOrFail(WriteOff, { makerId, id }) };
}

/** @throws DomainError receivables.write_off_invalid (with fields) */
function readAmount(amount: string | null, item: LockedItem): bigint {
  const { amountMinor, faults } = toRequestedAmount(amount, item.openMinor, item.currency, (minor) =>
    findWriteOffFault(item, minor),
  );
  assertNoFaults('receivables.write_off_invalid', faults);
  return amountMinor;
}

/**
 * Returns whether a second person must approve: above the small amount of the currency, and above the limit of the
 * legal entity for every decision about money.
 * @param writtenOffMinor total that would be written off of the document
 */
async function needsSecondPerson(
  tx: Transaction,
  { currency, legalEntityId }: LockedItem,
  writtenOffMinor: bigint,
): Promise<boolean> {
  const money = { amount: fromMinor(writtenOffMinor, currency), currency, legalEntityId };
  return !isSmallWriteOff(writtenOffMinor, currency) || needsDualApproval(tx, money);
}

function toRow(
  tx: Transaction,
  item: LockedItem,
  { reason, note }: NewWriteOff,
  amountMinor: bigint,
  total: WriteOffFacts,
): StoredWriteOff {
  return {
    makerId: tx.scope.makerId,
    id: newId(),
    customerId: item.customerId,
    documentId: item.id,
    currency: item.currency,
    amountMinor: amountMinor.toString(),
    taxMinor: containedTax(total, amountMinor).toString(),
    reason,
    ...toRequested(tx, note),
  };
}

async function approve(
  tx: Transaction,
  item: LockedItem,
  writeOff: StoredWriteOff,
  why: string,
): Promise<void> {
  const { makerId } = tx.scope;
  const { id } = writeOff;
  const postingDate = await postToday(tx, {
    rated: item,
    source: { kind: 'write_off', id },
    notBefore: item.issuedOn,
    postings: postWriteOff(item, BigInt(writeOff.amountMinor)),
  });
  await tx.manager.update(WriteOff, { makerId, id }, { ...toDecided(tx, 'approve', why), postingDate });
  await recordWriteOff(tx, item, writeOff, { action: 'written_off', why });
}

/** Change of the open amount by each decision, as a multiple of the write-off. */
const CHANGE = { written_off: -1n, write_off_rejected: 0n, write_off_undone: 1n } as const;

/** Records the decision about a write-off, and writes it to the audit trail. */
async function recordWriteOff(
  tx: Transaction,
  item: LockedItem,
  writeOff: StoredWriteOff,
  { action, why }: { readonly action: keyof typeof CHANGE; readonly why: string },
): Promise<void> {
  const content = toContent(writeOff);
  await recordDecision(tx, {
    action,
    invoiceId: item.id,
    legalEntityId: item.legalEntityId,
    why: why === '' ? writeOff.note : why,
    before: { left: fromMinor(item.openMinor, item.currency) },
    after: {
      ...content,
      left: fromMinor(item.openMinor + CHANGE[action] * BigInt(writeOff.amountMinor), item.currency),
    },
    secondUserId: writeOff.requestedBy,
  });
  await AuditTrail.write(tx, {
    action: `receivables.${action}`,
    entity: 'invoice',
    entityId: item.id,
    after: { ...content, why },
  });
}

function toContent({ id, currency, amountMinor, taxMinor, reason, note }: StoredWriteOff): object {
  const money = (minor: string): string => fromMinor(BigInt(minor), currency);
  return {
    writeOffId: id,
    writtenOff: money(amountMinor),
    containedTax: money(taxMinor),
    currency,
    reason,
    note,
  };
}
