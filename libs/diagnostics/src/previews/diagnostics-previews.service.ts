import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DomainError, packageFolder } from '#platform';
import { type PreviewFault, type PreviewRequest, workOnPreview } from './preview-work.js';

/**
 * Maximum size of a request that is processed without a worker thread, because sending it to a thread would take
 * longer.
 */
const INLINE_BYTES = 4096;
const MAX_WORKERS = 2;
const MAX_WAITING = 8;
/** Maximum time for processing a request. Requests within the size limits take far less. */
const MAX_WORK_MS = 180_000;
const RETRY_AFTER_SECONDS = 5;

/** The worker is a built file. A spec that runs this source uses the worker of the last build. */
const WORKER_FILE = join(packageFolder(), 'dist/libs/diagnostics/src/previews/preview.worker.js');

interface PreviewAnswer {
  readonly response?: Uint8Array;
  readonly fault?: PreviewFault;
  readonly unexpected?: string;
}

interface WaitingRequest {
  readonly request: PreviewRequest;
  readonly resolve: (response: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Runs previews of diagnostics in worker threads, so that a request with millions of values never blocks the event loop.
 * Threads are started when needed and kept, because a new thread runs several times slower until its code is compiled.
 */
@Injectable()
export class DiagnosticsPreviews implements OnApplicationShutdown {
  private readonly idle: Worker[] = [];
  private readonly all = new Set<Worker>();
  private readonly waiting: WaitingRequest[] = [];

  /**
   * Processes a request and returns the JSON of the response.
   * @throws DomainError for an invalid request; `diagnostics.previews_busy` if too many are waiting;
   *   `diagnostics.preview_too_slow` after `MAX_WORK_MS`
   */
  async preview(request: PreviewRequest): Promise<Uint8Array> {
    const bytes = request.pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
    if (bytes <= INLINE_BYTES && !request.isGzip) return workOnPreview(request);
    if (this.waiting.length >= MAX_WAITING) {
      throw new DomainError('diagnostics.previews_busy', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject });
      this.startNext();
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.all].map((worker) => worker.terminate()));
  }

  private startNext(): void {
    if (this.waiting.length === 0) return;
    const worker = this.idle.pop() ?? (this.all.size < MAX_WORKERS ? this.startWorker() : undefined);
    const next = worker && this.waiting.shift();
    if (!worker || !next) return;
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      worker.off('message', answered).off('error', discard).off('exit', ended);
      settle();
      this.startNext();
    };
    const discard = (error: Error): void => {
      this.forget(worker);
      void worker.terminate();
      finish(() => next.reject(error));
    };
    const ended = (): void => discard(new Error('The thread of a preview ended'));
    const answered = (answer: PreviewAnswer): void => {
      this.idle.push(worker);
      worker.unref();
      finish(() => settle(next, answer));
    };
    const timer = setTimeout(() => discard(new DomainError('diagnostics.preview_too_slow')), MAX_WORK_MS);
    worker.on('message', answered).on('error', discard).on('exit', ended);
    worker.ref();
    worker.postMessage(next.request);
  }

  private startWorker(): Worker {
    const worker = new Worker(WORKER_FILE, { resourceLimits: { maxOldGenerationSizeMb: 1024 } });
    this.all.add(worker);
    // Also handles the failure of an idle thread, which would otherwise end the process.
    worker.on('error', () => this.forget(worker)).on('exit', () => this.forget(worker));
    return worker;
  }

  private forget(worker: Worker): void {
    this.all.delete(worker);
    const position = this.idle.indexOf(worker);
    if (position >= 0) this.idle.splice(position, 1);
  }
}

function settle({ resolve, reject }: WaitingRequest, { response, fault, unexpected }: PreviewAnswer): void {
  if (response) resolve(response);
  else if (fault) reject(new DomainError(fault.code, fault.params, fault.fields));
  else reject(new Error(unexpected));
}
