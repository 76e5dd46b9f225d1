import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { AuditTrail } from '#organization';
import {
  DomainError,
  insertRows,
  newId,
  type Page,
  type Scope,
  toMinor,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { DEBIT_CURRENCY, toDebitOrder } from '../domain/direct-debits/debit-order.js';
import {
  canCollectOn,
  type DebitExclusion,
  findDebitExclusion,
} from '../domain/direct-debits/plan-debits.js';
import { isSepaAccount } from '../domain/references/sepa-account.js';
import { Debit } from '../entities/debit.entity.js';
import { DebitCreditor } from '../entities/debit-creditor.entity.js';
import { DebitFile } from '../entities/debit-file.entity.js';
import { type BankFileContent, toFileContent, toStoredContent } from '../payment-files/bank-file.js';
import { loadTransferAccount, lockFilesOf } from '../payment-files/payment-files.queries.js';
import {
  type CollectableRow,
  type DebitFileFilter,
  type DebitFileView,
  type DebitView,
  findDebitFile,
  findDebitToReturn,
  listCollectableItems,
  listDebitFiles,
  listDebitsInFile,
} from './debit-files.queries.js';
import { returnPayment } from '../refunds/return-payment.store.js';
import { writeDebitFile } from './write-debit-file.js';

export interface DebitFileDetail extends DebitFileView {
  /** By document number, including debits that the bank returned. */
  readonly debits: readonly DebitView[];
}

/** An open document of a customer with a mandate, and whether the file collects it. */
export interface PlannedDebit extends CollectableRow {
  /** Null if the file collects the document. */
  readonly exclusion: DebitExclusion | null;
}

/** Documents that a debit file for a day would collect, and documents that it would leave out. */
export interface DebitPlan {
  readonly collectOn: string;
  /** The account that would receive the money. */
  readonly account: string;
  /** By due date, including documents that the file would not collect. */
  readonly items: readonly PlannedDebit[];
}

interface LoadedPlan extends DebitPlan {
  readonly bankAccountId: string;
  readonly bic: string | null;
  readonly holder: string;
}

/** Collects open documents by SEPA direct debit, in files that a person hands over to the bank. */
@Injectable()
export class DebitFilesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lists debit files, by default the latest first.
   * @throws DomainError api.sort_unknown, platform.cursor_invalid
   */
  list(scope: Scope, filter: DebitFileFilter): Promise<Page<DebitFileView>> {
    return this.unitOfWork.run(scope, (tx) => listDebitFiles(tx, filter));
  }

  /** @throws DomainError receivables.debit_file_not_found */
  get(scope: Scope, id: string): Promise<DebitFileDetail> {
    return this.unitOfWork.run(scope, (tx) => loadDetail(tx, id));
  }

  /**
   * Returns the stored bytes of a debit file, which never change. @throws DomainError receivables.debit_file_not_found
   */
  download(scope: Scope, id: string): Promise<BankFileContent> {
    return this.unitOfWork.run(scope, async (tx) => {
      const found = await tx.manager.findOneBy(DebitFile, { makerId: scope.makerId, id });
      if (!found) throw new DomainError('receivables.debit_file_not_found');
      return toFileContent(`direct-debits-${found.collectOn}-${id.slice(-8)}.xml`, found);
    });
  }

  /**
   * Returns the documents that a file would collect on a day, and the reasons why it would not collect the others.
   * @throws DomainError organization.legal_entity_not_found, receivables.debit_creditor_missing,
   * receivables.debit_file_no_account, receivables.debit_file_invalid (with fields)
   */
  plan(scope: Scope, legalEntityId: string, collectOn: string): Promise<DebitPlan> {
    return this.unitOfWork.run(scope, (tx) => loadPlan(tx, legalEntityId, collectOn));
  }

  /**
   * Creates a file that collects the documents of the plan.
   * @throws DomainError as `plan`, and receivables.debit_file_empty
   */
  create(scope: Scope, legalEntityId: string, collectOn: string): Promise<DebitFileDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId, userId } = scope;
      await lockFilesOf(tx, legalEntityId);
      const plan = await loadPlan(tx, legalEntityId, collectOn);
      const collected = plan.items.filter(({ exclusion }) => exclusion === null);
      if (collected.length === 0) throw new DomainError('receivables.debit_file_empty');
      const id = newId();
      const { holder, account, bic, bankAccountId } = plan;
      const order = toDebitOrder(
        { fileId: id, createdAt: tx.now, collectOn, creditor: { holder, account, bic } },
        collected.map(({ openMinor, ...row }) => ({ ...row, amountMinor: BigInt(openMinor) })),
      );
      const content = toStoredContent(writeDebitFile(order));
      await tx.manager.insert(DebitFile, {
        makerId,
        id,
        legalEntityId,
        bankAccountId,
        collectOn,
        debitCount: order.count,
        totalMinor: toMinor(order.total, DEBIT_CURRENCY).toString(),
        ...content,
        createdAt: tx.now,
        createdBy: userId,
      });
      await insertRows(
        tx,
        Debit,
        collected.map(({ documentId, mandateId, customer, openMinor }) => ({
          makerId,
          id: newId(),
          debitFileId: id,
          mandateId,
          customerId: customer.id,
          documentId,
          amountMinor: openMinor,
          returnedAt: null,
          returnedBy: null,
          returnReason: null,
        })),
      );
      await AuditTrail.write(tx, {
        action: 'receivables.debit_file_created',
        entity: 'debit_file',
        entityId: id,
        after: { account, collectOn, debits: order.count, total: order.total, sha256: content.sha256 },
      });
      return loadDetail(tx, id);
    });
  }

  /**
   * Records that the bank returned a debit, so that its document can be collected again or paid in another way. If its
   * payment was used for the document, the allocation is undone, and the payment is refunded to the payer.
   * @param reason the reason that the bank stated, such as a code of ISO 20022
   * @throws DomainError receivables.debit_not_found, receivables.debit_returned
   */
  recordReturn(scope: Scope, id: string, reason: string): Promise<DebitFileDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId, userId } = scope;
      const debit = await findDebitToReturn(tx, id);
      if (!debit) throw new DomainError('receivables.debit_not_found');
      const { affected } = await tx.manager.update(
        Debit,
        { makerId, id, returnedAt: IsNull() },
        { returnedAt: tx.now, returnedBy: userId, returnReason: reason },
      );
      if (affected === 0) throw new DomainError('receivables.debit_returned');
      const { debitFileId, documentId, allocationId, paymentId, ...returned } = debit;
      if (allocationId !== null && paymentId !== null)
        await returnPayment(tx, {
          ...returned,
          debitId: id,
          allocationIds: [allocationId],
          paymentId,
          currency: DEBIT_CURRENCY,
          note: reason,
        });
      await AuditTrail.write(tx, {
        action: 'receivables.debit_returned',
        entity: 'invoice',
        entityId: documentId,
        after: { debitId: id, reason },
      });
      return loadDetail(tx, debitFileId);
    });
  }
}

async function loadDetail(tx: Transaction, id: string): Promise<DebitFileDetail> {
  const file = await findDebitFile(tx, id);
  if (!file) throw new DomainError('receivables.debit_file_not_found');
  return { ...file, debits: await listDebitsInFile(tx, id) };
}

/** @throws DomainError as `plan` */
async function loadPlan(tx: Transaction, legalEntityId: string, collectOn: string): Promise<LoadedPlan> {
  const { makerId } = tx.scope;
  const found = await loadTransferAccount(tx, legalEntityId, DEBIT_CURRENCY);
  if (!found) throw new DomainError('organization.legal_entity_not_found', { id: legalEntityId });
  const { holder, today, bankAccountId, account, bic } = found;
  const creditor = await tx.manager.findOneBy(DebitCreditor, { makerId, legalEntityId });
  if (!creditor) throw new DomainError('receivables.debit_creditor_missing', { name: holder });
  if (bankAccountId === null || account === null || !isSepaAccount(account))
    throw new DomainError('receivables.debit_file_no_account', { name: holder });
  if (!canCollectOn(collectOn, today))
    throw new DomainError('receivables.debit_file_invalid', {}, [
      { pointer: '/collectOn', code: 'receivables.debit_file_too_early', params: { today } },
    ]);
  const terms = { collectOn, noticeDays: creditor.noticeDays };
  const items = (await listCollectableItems(tx, legalEntityId)).map((item) => ({
    ...item,
    exclusion: findDebitExclusion(item, terms),
  }));
  return { collectOn, account, bankAccountId, bic, holder, items };
}
