export interface BatchQueueOptions<Batch> {
  /** Creates an empty batch. */
  readonly open: () => Batch;
  /** Returns the size of a batch in bytes. */
  readonly bytesOf: (batch: Batch) => number;
  /** Makes the whole batch durable, or none of it. */
  readonly commit: (batch: Batch) => Promise<void>;
  /**
   * Returns true when the content caused the error. Any other error is treated as a temporary error of the database.
   */
  readonly isContentError: (error: unknown) => boolean;
  /** Splits a batch in half; undefined when it has only one item. */
  readonly split: (batch: Batch) => [Batch, Batch] | undefined;
  /** Stores a replacement for a batch of one item that can't be stored as it is. */
  readonly commitRejected: (batch: Batch, error: unknown) => Promise<void>;
  /** Maximum size of a batch. */
  readonly batchBytes: number;
  /**
   * Number of queued bytes at which senders must wait. They may continue when the number has fallen to half of this
   * limit.
   */
  readonly heldBytesLimit: number;
  readonly onPressure: (mustWait: boolean) => void;
  readonly onRetry: (error: unknown) => void;
  readonly wait: (ms: number) => Promise<void>;
}

const MIN_RETRY_MS = 50;
const MAX_RETRY_MS = 2000;

/**
 * Commits in groups: everything that arrives during a commit forms the next batch. The batch size therefore follows the
 * load, and no message waits for a batch to fill. While the database is down, batches are kept and retried.
 */
export class BatchQueue<Batch> {
  private filling: Batch;
  private full: Batch[] = [];
  private isFilling = false;
  /** Bytes of all batches except the current one. */
  private closedBytes = 0;
  private isUnderPressure = false;
  private running: Promise<void> | null = null;
  private isAbandoned = false;

  constructor(private readonly options: BatchQueueOptions<Batch>) {
    this.filling = options.open();
  }

  /** The current batch; call `noteAdded` after adding to it. */
  get current(): Batch {
    return this.filling;
  }

  /** Schedules the commit of the current batch. */
  noteAdded(): void {
    this.isFilling = true;
    if (this.options.bytesOf(this.filling) >= this.options.batchBytes) this.close();
    this.checkPressure();
    this.running ??= this.run();
  }

  /** Number of bytes that aren't durable yet. */
  get heldBytes(): number {
    return this.closedBytes + this.options.bytesOf(this.filling);
  }

  /** Waits until everything is durable, or gives up after `timeoutMs`. Devices send unacknowledged messages again. */
  async drain(timeoutMs: number): Promise<void> {
    const timeout = this.options.wait(timeoutMs).then(() => {
      this.isAbandoned = true;
    });
    while (this.running && !this.isAbandoned) await Promise.race([this.running, timeout]);
  }

  private async run(): Promise<void> {
    // Messages that are read from one socket at the same time arrive in one turn of the event loop. Accept all of them
    // before the first commit.
    await new Promise<void>((resolve) => setImmediate(resolve));
    for (let batch = this.next(); batch && !this.isAbandoned; batch = this.next()) {
      const bytes = this.options.bytesOf(batch);
      await this.commit(batch);
      this.closedBytes -= bytes;
      this.checkPressure();
    }
    this.running = null;
  }

  private next(): Batch | undefined {
    if (this.full.length === 0 && this.isFilling) this.close();
    return this.full.shift();
  }

  private close(): void {
    this.full.push(this.filling);
    this.closedBytes += this.options.bytesOf(this.filling);
    this.filling = this.options.open();
    this.isFilling = false;
  }

  private async commit(batch: Batch): Promise<void> {
    for (let delay = MIN_RETRY_MS; !this.isAbandoned; delay = Math.min(delay * 2, MAX_RETRY_MS)) {
      try {
        await this.options.commit(batch);
        return;
      } catch (error) {
        if (this.options.isContentError(error)) return this.commitHalves(batch, error);
        this.options.onRetry(error);
        await this.options.wait(delay);
      }
    }
  }

  /** Commits a batch in halves until the item that can't be stored is alone, so that it doesn't block the others. */
  private async commitHalves(batch: Batch, error: unknown): Promise<void> {
    const halves = this.options.split(batch);
    if (halves) {
      for (const half of halves) await this.commit(half);
      return;
    }
    try {
      await this.options.commitRejected(batch, error);
    } catch {
      this.options.onRetry(error);
      await this.options.wait(MIN_RETRY_MS);
      await this.commit(batch);
    }
  }

  private checkPressure(): void {
    const held = this.heldBytes;
    const limit = this.options.heldBytesLimit;
    const mustWait = this.isUnderPressure ? held > limit / 2 : held >= limit;
    if (mustWait === this.isUnderPressure) return;
    this.isUnderPressure = mustWait;
    this.options.onPressure(mustWait);
  }
}
