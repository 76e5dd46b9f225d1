import { Injectable, Logger } from '@nestjs/common';
import { getInvoice, Invoice } from '#invoicing';
import { UsageService } from '#metering';
import {
  append,
  DomainError,
  FileStore,
  JobProgress,
  JobRuns,
  recordFile,
  type Scope,
  type Transaction,
  UnitOfWork,
  type WrittenFile,
} from '#platform';
import { type ChainedRow, computeChain, compareReceipt } from '../domain/pack/chain.js';
import { readingsFile, receivedRows, stepsFile } from '../domain/pack/evidence-files.js';
import { type DeviceChain, type Manifest, type PackedFile, toManifest } from '../domain/pack/manifest.js';
import type { PackContent } from '../domain/pack/pack-content.js';
import { ProofPack } from '../entities/proof-pack.entity.js';
import { helpFiles } from './help-files.js';
import { type PackEntry, zipEntries } from './pack-entries.js';
import { composeWithin } from './proof-packs.service.js';

/** Interval between progress updates. A job that stops updating its progress is treated as abandoned. */
const PROGRESS_INTERVAL_MS = 1000;

/** The current state of writing a pack. */
interface PackingState {
  readonly content: PackContent;
  readonly files: PackedFile[];
  readonly chains: DeviceChain[];
  readings: number;
  manifest: Manifest | null;
}

/** Creates the files of proof packs. Equal content always gives equal bytes. */
@Injectable()
export class ProofPackWriter {
  private readonly logger = new Logger(ProofPackWriter.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: JobRuns,
    private readonly files: FileStore,
    private readonly usages: UsageService,
  ) {}

  /**
   * Writes the pack of a job from its beginning, even after an interrupted attempt. Outdated content of an invoice is
   * not packed; a new request creates a pack of the current content.
   */
  async perform(scope: Scope, jobId: string): Promise<void> {
    const pack = await this.loadPack(scope, jobId);
    if (!pack) return;
    try {
      const packingState = await this.prepare(scope, pack);
      const expected = packingState.content.meters.reduce((sum, { readingCount }) => sum + readingCount, 0);
      if (!(await this.runs.start(scope, jobId, expected))) return;
      const pieces = zipEntries(this.entries(scope, packingState), (file) => packingState.files.push(file));
      const written = await this.files.write(
        scope.makerId,
        jobId,
        this.withProgress(scope, pack, packingState, pieces),
      );
      await this.unitOfWork.run(scope, (tx) => this.finishPack(tx, pack, packingState, written));
    } catch (error) {
      const fault =
        error instanceof DomainError
          ? { code: error.code, params: error.params }
          : { code: 'billing.pack_interrupted', params: {} };
      await this.unitOfWork.run(scope, async (tx) => {
        if (await this.runs.failWithin(tx, jobId))
          await tx.manager.update(ProofPack, { makerId: scope.makerId, id: pack.id, jobId }, { fault });
      });
      if (!(error instanceof DomainError)) throw error;
      this.logger.warn({ err: error, jobId }, 'Creating a proof pack failed');
    }
  }

  /** Loads a job's pack; null if the job is done or the pack no longer exists. */
  private loadPack(scope: Scope, jobId: string): Promise<ProofPack | null> {
    return this.unitOfWork.run(scope, async (tx) => {
      const job = await tx.manager.findOneBy(JobProgress, { makerId: scope.makerId, id: jobId });
      if (!job || job.state === 'done') return null;
      return tx.manager.findOneBy(ProofPack, { makerId: scope.makerId, jobId });
    });
  }

  /**
   * Composes the current content of a pack's invoice.
   * @throws DomainError billing.pack_outdated if the invoice has changed since the request
   */
  private async prepare(scope: Scope, { invoiceId, subject }: ProofPack): Promise<PackingState> {
    const content = await this.unitOfWork.run(scope, async (tx) =>
      composeWithin(tx, await getInvoice(tx, invoiceId)),
    );
    if (content.subject !== subject) throw new DomainError('billing.pack_outdated');
    return { content, files: [], chains: [], readings: 0, manifest: null };
  }

  /** Yields the files in order; only one device's evidence is in memory at a time. */
  private async *entries(scope: Scope, packingState: PackingState): AsyncGenerator<PackEntry> {
    const { texts, meters } = packingState.content;
    for (const [path, text] of texts) yield { path, pieces: [text] };
    for (const device of new Set(meters.map((meter) => meter.device))) {
      const received: ChainedRow[] = [];
      const ofDevice = meters.filter((meter) => meter.device === device);
      for (const meter of ofDevice) {
        const evidence = await this.unitOfWork.run(scope, (tx) =>
          this.usages.evidenceWithin(tx, meter.usagePeriodId),
        );
        if (evidence?.usage.hash !== meter.hash || evidence.usage.quantity !== meter.quantity)
          throw new DomainError('billing.pack_evidence_differs', { device, signal: meter.signal });
        const rows = receivedRows(meter.key, evidence.readings);
        yield { path: `readings/${meter.file}.csv`, pieces: readingsFile(rows) };
        yield { path: `steps/${meter.file}.csv`, pieces: stepsFile(evidence.usage.halfHours) };
        packingState.readings += rows.length;
        append(received, rows);
      }
      // The readings of a single meter are already in order.
      if (ofDevice.length > 1) received.sort(compareReceipt);
      const head = computeChain(device, received);
      packingState.chains.push({ device, machine: ofDevice[0]!.machine, readings: received.length, head });
    }
    packingState.manifest = toManifest(packingState.files, packingState.chains);
    yield { path: 'manifest.json', pieces: [`${JSON.stringify(packingState.manifest, null, 2)}\n`] };
    yield* helpFiles();
  }

  /** Yields the pieces and reports progress in between. */
  private async *withProgress(
    scope: Scope,
    { id, jobId }: ProofPack,
    packingState: PackingState,
    pieces: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    let reportedAt = performance.now();
    for await (const piece of pieces) {
      yield piece;
      if (performance.now() - reportedAt < PROGRESS_INTERVAL_MS) continue;
      await this.runs.advance(scope, jobId, packingState.readings, { packId: id });
      reportedAt = performance.now();
    }
  }

  /**
   * Stores the file and root of a finished pack.
   * @throws DomainError billing.pack_root_differs if the same content had another root before
   */
  private async finishPack(
    tx: Transaction,
    pack: ProofPack,
    { manifest, readings, content }: PackingState,
    written: WrittenFile,
  ): Promise<void> {
    const { makerId, id, jobId, customerId } = pack;
    const root = manifest!.root;
    if (pack.root !== null && pack.root !== root) throw new DomainError('billing.pack_root_differs');
    await freezeRoot(tx, pack.invoiceId, root);
    await recordFile(
      tx,
      {
        id: jobId,
        customerId,
        name: `${pack.contractNumber}-${pack.periodFrom}-proof.zip`,
        mime: 'application/zip',
        purpose: 'proof_pack',
        createdBy: null,
      },
      written,
    );
    // If there was a new request in the meantime, the file is no longer referenced and is removed later.
    const made = {
      fileId: jobId,
      root,
      readings: String(readings),
      madeAt: pack.madeAt ?? tx.now,
      fault: null,
    };
    const { affected } = await tx.manager.update(ProofPack, { makerId, id, jobId }, made);
    if (affected === 0) return;
    const expected = content.meters.reduce((sum, { readingCount }) => sum + readingCount, 0);
    await this.runs.finishWithin(tx, jobId, expected);
    await tx.record({ name: 'billing.proof_pack_made', version: 1, payload: { packId: id } });
  }
}

/**
 * Stores the root of an issued invoice's first pack permanently.
 * @throws DomainError billing.pack_root_differs if the invoice already has another root
 */
async function freezeRoot(tx: Transaction, id: string, root: string): Promise<void> {
  const { makerId } = tx.scope;
  const invoice = await tx.manager.findOneBy(Invoice, { makerId, id });
  if (!invoice || invoice.number === null || invoice.proofRoot === root) return;
  if (invoice.proofRoot !== null) throw new DomainError('billing.pack_root_differs');
  await tx.manager.update(Invoice, { makerId, id }, { proofRoot: root });
}
