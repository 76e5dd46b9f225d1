import { Injectable } from '@nestjs/common';
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
import { toPaymentOrder } from '../domain/payment-files/payment-order.js';
import { PaymentFile } from '../entities/payment-file.entity.js';
import { PaymentFileRefund } from '../entities/payment-file-refund.entity.js';
import { listRefundsInFile, type RefundView } from '../refunds/refunds.queries.js';
import { type BankFileContent, toFileContent, toStoredContent } from './bank-file.js';
import {
  findPaymentFile,
  listPaymentFiles,
  listPendingTransfers,
  loadTransferAccount,
  lockFilesOf,
  lockRefundsToTransfer,
  type PaymentFileFilter,
  type PaymentFileView,
  type PendingTransfers,
} from './payment-files.queries.js';
import { writePain } from './write-pain.js';

export interface PaymentFileDetail extends PaymentFileView {
  /** In the order in which they were requested, including refunds that were undone afterwards. */
  readonly refunds: readonly RefundView[];
}

/** Collects posted refunds in files that a person hands over to the bank. */
@Injectable()
export class PaymentFilesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lists payment files, by default the latest first.
   * @throws DomainError api.sort_unknown, platform.cursor_invalid
   */
  list(scope: Scope, filter: PaymentFileFilter): Promise<Page<PaymentFileView>> {
    return this.unitOfWork.run(scope, (tx) => listPaymentFiles(tx, filter));
  }

  /** Sums the refunds that are in no payment file by legal entity and currency. */
  listPending(scope: Scope): Promise<PendingTransfers[]> {
    return this.unitOfWork.run(scope, (tx) => listPendingTransfers(tx));
  }

  /** @throws DomainError receivables.payment_file_not_found */
  get(scope: Scope, id: string): Promise<PaymentFileDetail> {
    return this.unitOfWork.run(scope, (tx) => loadDetail(tx, id));
  }

  /**
   * Returns the stored bytes of a payment file, which never change. @throws DomainError
   * receivables.payment_file_not_found
   */
  download(scope: Scope, id: string): Promise<BankFileContent> {
    return this.unitOfWork.run(scope, async (tx) => {
      const found = await tx.manager.findOneBy(PaymentFile, { makerId: scope.makerId, id });
      if (!found) throw new DomainError('receivables.payment_file_not_found');
      return toFileContent(`refunds-${found.executeOn}-${found.currency}-${id.slice(-8)}.xml`, found);
    });
  }

  /**
   * Creates a payment file with all posted refunds of a legal entity in a currency that are in no payment file.
   * @throws DomainError organization.legal_entity_not_found, receivables.payment_file_no_account,
   * receivables.payment_file_empty
   */
  create(scope: Scope, legalEntityId: string, currency: string): Promise<PaymentFileDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId, userId } = scope;
      await lockFilesOf(tx, legalEntityId);
      const found = await loadTransferAccount(tx, legalEntityId, currency);
      if (!found) throw new DomainError('organization.legal_entity_not_found', { id: legalEntityId });
      const { holder, today, bankAccountId, account, bic } = found;
      const refunds = await lockRefundsToTransfer(tx, legalEntityId, currency);
      if (refunds.length === 0) throw new DomainError('receivables.payment_file_empty');
      if (bankAccountId === null || account === null)
        throw new DomainError('receivables.payment_file_no_account', { name: holder, currency });
      const id = newId();
      const order = toPaymentOrder(
        { fileId: id, createdAt: tx.now, executeOn: today, currency, debtor: { holder, account, bic } },
        refunds,
      );
      const content = toStoredContent(writePain(order));
      const file = {
        makerId,
        id,
        legalEntityId,
        bankAccountId,
        currency,
        executeOn: today,
        refundCount: refunds.length,
        totalMinor: toMinor(order.total, currency).toString(),
        ...content,
        createdAt: tx.now,
        createdBy: userId,
      };
      await tx.manager.insert(PaymentFile, file);
      await insertRows(
        tx,
        PaymentFileRefund,
        refunds.map((refund) => ({ makerId, refundId: refund.id, paymentFileId: id })),
      );
      await AuditTrail.write(tx, {
        action: 'receivables.payment_file_created',
        entity: 'payment_file',
        entityId: id,
        after: { account, currency, refunds: refunds.length, total: order.total, sha256: content.sha256 },
      });
      return loadDetail(tx, id);
    });
  }
}

async function loadDetail(tx: Transaction, id: string): Promise<PaymentFileDetail> {
  const file = await findPaymentFile(tx, id);
  if (!file) throw new DomainError('receivables.payment_file_not_found');
  return { ...file, refunds: await listRefundsInFile(tx, id) };
}
