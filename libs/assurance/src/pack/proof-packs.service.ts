import { Injectable } from '@nestjs/common';
import { getInvoice, Invoice, type InvoiceView, toDocument } from '#invoicing';
import { AuditTrail } from '#organization';
import {
  DomainError,
  FileStore,
  type OpenedFile,
  JobProgress,
  JobRuns,
  newId,
  type Page,
  parseTimeCursor,
  type Scope,
  StoredFile,
  toPage,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { composePack, type IssuedToPack, type PackContent } from '../domain/pack/pack-content.js';
import { ProofPack } from '../entities/proof-pack.entity.js';
import { listPacks, packedMeters, type ProofPackView } from './proof-packs.queries.js';
import { loadSharedTaxes } from './shared-taxes.queries.js';

const PROOF_PACK = 'proof_pack';

/**
 * Manages packs that prove an invoice without access to the product. Users request them, the worker creates them, and
 * they are stored as files.
 */
@Injectable()
export class ProofPacks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: JobRuns,
    private readonly files: FileStore,
  ) {}

  /** Lists packs, newest first. @throws DomainError platform.cursor_invalid */
  list(
    scope: Scope,
    { cursor, limit }: { readonly cursor?: string; readonly limit: number },
  ): Promise<Page<ProofPackView>> {
    const after = parseTimeCursor(cursor);
    return this.unitOfWork.run(scope, async (tx) => {
      const rows = await listPacks(tx, { after, limit: limit + 1 });
      return toPage(rows, limit, ({ askedAt, id }) => [askedAt.toISOString(), id]);
    });
  }

  /** Returns a pack. @throws DomainError billing.pack_not_found */
  get(scope: Scope, id: string): Promise<ProofPackView> {
    return this.unitOfWork.run(scope, (tx) => getPack(tx, id));
  }

  /**
   * Returns the pack of an invoice's current content; null if it was not requested.
   * @throws DomainError billing.invoice_not_found
   */
  findOfInvoice(scope: Scope, invoiceId: string): Promise<ProofPackView | null> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { subject } = await composeWithin(tx, await getInvoice(tx, invoiceId));
      return (await listPacks(tx, { invoiceId, subject, limit: 1 }))[0] ?? null;
    });
  }

  /**
   * Requests a pack of an invoice's current content from the worker. If the pack exists or is being created, returns
   * it.
   * @throws DomainError billing.invoice_not_found
   */
  request(scope: Scope, invoiceId: string): Promise<ProofPackView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const invoice = await getInvoice(tx, invoiceId);
      const { subject } = await composeWithin(tx, invoice);
      // Concurrent requests get the same pack.
      await tx.manager.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
        `proof_pack ${tx.scope.makerId} ${invoiceId}`,
      ]);
      const key = { makerId: tx.scope.makerId, invoiceId, subject };
      const known = await tx.manager.findOneBy(ProofPack, key);
      if (known && (known.fileId !== null || (await this.isInProgress(tx, known))))
        return getPack(tx, known.id);
      const id = known?.id ?? newId();
      await this.enqueue(tx, invoice, key, id, known);
      await AuditTrail.write(tx, {
        action: 'billing.proof_pack_requested',
        entity: 'invoice',
        entityId: invoiceId,
        after: { contract: invoice.contract.number, periodFrom: invoice.periodFrom },
      });
      return getPack(tx, id);
    });
  }

  /** Requeues packs of abandoned jobs. @returns the number of requeued packs */
  retryAbandoned(scope: Scope): Promise<number> {
    return this.runs.retryAbandoned(scope, PROOF_PACK, (tx, { id, params }) =>
      emitRequested(tx, id, String(params.packId)),
    );
  }

  /**
   * Opens the file of a pack.
   * @throws DomainError billing.pack_not_found, billing.pack_file_missing
   */
  async open(scope: Scope, id: string): Promise<OpenedFile> {
    const record = await this.unitOfWork.run(scope, async (tx) => {
      const pack = await tx.manager.findOneBy(ProofPack, { makerId: scope.makerId, id });
      if (!pack) throw new DomainError('billing.pack_not_found');
      if (pack.fileId === null) return null;
      return tx.manager.findOneBy(StoredFile, { makerId: scope.makerId, id: pack.fileId });
    });
    const opened = record && (await this.files.openStored(scope.makerId, record));
    if (!opened) throw new DomainError('billing.pack_file_missing');
    return opened;
  }

  /** Removes files of packs that were replaced by a later pack of the same invoice, and files without a pack. */
  async removeObsoleteFiles(scope: Scope): Promise<void> {
    const { makerId } = scope;
    const obsolete: { id: string }[] = await this.unitOfWork.run(scope, (tx) =>
      tx.manager.query(
        `select f.id from stored_file f
           left join proof_pack p on p.maker_id = f.maker_id and p.file_id = f.id
          where f.maker_id = $1 and f.purpose = 'proof_pack'
            and (p.id is null or exists (
              select from proof_pack later where later.maker_id = p.maker_id and later.invoice_id = p.invoice_id
                 and later.file_id is not null and later.asked_at > p.asked_at))`,
        [makerId],
      ),
    );
    for (const { id } of obsolete) {
      await this.files.remove(makerId, id);
      await this.unitOfWork.run(scope, async (tx) => {
        await tx.manager.update(ProofPack, { makerId, fileId: id }, { fileId: null });
        await tx.manager.delete(StoredFile, { makerId, id });
      });
    }
  }

  private async isInProgress(tx: Transaction, { makerId, jobId }: ProofPack): Promise<boolean> {
    const { state } = await tx.manager.findOneByOrFail(JobProgress, { makerId, id: jobId });
    return state === 'waiting' || state === 'running';
  }

  private async enqueue(
    tx: Transaction,
    invoice: InvoiceView,
    key: Pick<ProofPack, 'makerId' | 'invoiceId' | 'subject'>,
    id: string,
    known: ProofPack | null,
  ): Promise<void> {
    const customerId = invoice.customer.id;
    const job = await this.runs.createWithin(tx, PROOF_PACK, { packId: id }, customerId);
    const requestFields = { jobId: job.id, askedBy: tx.scope.userId, askedAt: tx.now, fault: null };
    if (known) {
      await tx.manager.update(ProofPack, { makerId: key.makerId, id }, requestFields);
      await tx.manager.delete(JobProgress, { makerId: key.makerId, id: known.jobId });
    } else {
      await tx.manager.insert(ProofPack, {
        ...key,
        ...requestFields,
        id,
        customerId,
        contractNumber: invoice.contract.number,
        periodFrom: invoice.periodFrom,
        periodTo: invoice.periodTo,
      });
    }
    await emitRequested(tx, job.id, id);
  }
}

/** Composes a pack of an invoice from the current data. */
export async function composeWithin(tx: Transaction, invoice: InvoiceView): Promise<PackContent> {
  const usages = [...new Set(invoice.lines.flatMap(({ usagePeriodIds }) => usagePeriodIds))];
  const issued = await loadIssued(tx, invoice);
  return composePack({ ...invoice, issued }, await packedMeters(tx, usages));
}

async function loadIssued(tx: Transaction, invoice: InvoiceView): Promise<IssuedToPack | null> {
  const { number, issuedOn, dueOn, paymentDays, taxPoint, prices } = invoice;
  if (number === null || issuedOn === null || dueOn === null) return null;
  const { netMinor, taxMinor, grossMinor, depositMinor, payableIncrement } = invoice;
  const { seller, buyerParty: buyer, taxes, taxStep } = await toDocument(tx, invoice);
  const days = { issuedOn, dueOn, paymentDays, taxPoint };
  const together = invoice.billGroup === null ? null : await loadSharedTaxes(tx, invoice.id);
  const sums = { netMinor, taxMinor, grossMinor, depositMinor, payableIncrement };
  return { number, ...days, prices, taxStep, seller, buyer, taxes, ...sums, together };
}

/**
 * Returns the root of an invoice's pack, which is permanent once the invoice is issued; null if no pack of its current
 * content was created.
 */
export async function rootWithin(tx: Transaction, invoice: InvoiceView): Promise<string | null> {
  const { makerId } = tx.scope;
  const { proofRoot } = await tx.manager.findOneByOrFail(Invoice, { makerId, id: invoice.id });
  if (proofRoot !== null) return proofRoot;
  const { subject } = await composeWithin(tx, invoice);
  const pack = await tx.manager.findOneBy(ProofPack, { makerId, invoiceId: invoice.id, subject });
  return pack?.root ?? null;
}

async function getPack(tx: Transaction, id: string): Promise<ProofPackView> {
  const [pack] = await listPacks(tx, { id, limit: 1 });
  if (!pack) throw new DomainError('billing.pack_not_found');
  return pack;
}

function emitRequested(tx: Transaction, jobId: string, packId: string): Promise<void> {
  return tx.record({ name: 'billing.proof_pack_requested', version: 1, payload: { jobId, packId } });
}
