export interface BatchQueueOptions<Batch> {
  /** An empty batch to fill. */
  readonly open: () => Batch;
  /** Bytes held by a batch. */
  readonly bytesOf: (batch: Batch) => number;
  /** Makes all of it durable or none of it. */
  readonly commit: (batch: Batch) => Promise<void>;
  /** Whether an error lies in what was to be stored; any other is taken for one of the database's bad hours. */
  readonly isFaultOfContent: (error: unknown) => boolean;
  /** Halves of a batch; undefined when it holds one thing only. */
  readonly split: (batch: Batch) => [Batch, Batch] | undefined;
  /** Makes something durable of a batch of one thing that can't be stored as it is. */
  readonly commitRefused: (batch: Batch, error: unknown) => Promise<void>;
  /** Largest batch. */
  readonly batchBytes: number;
  /** Bytes held from which senders must wait. They may go on below half of it. */
  readonly heldBytesLimit: number;
  readonly onPressure: (mustWait: boolean) => void;
  readonly onRetry: (error: unknown) => void;
  readonly wait: (ms: number) => Promise<void>;
}

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2000;

/**
 * Group commit: everything that arrives while the last commit runs becomes the next batch, so a batch is as large as the load
 * makes it and nobody waits for it to fill. While the database is away the batches are held and tried again.
 */
export class BatchQueue<Batch> {
  private filling: Batch;
  private full: Batch[] = [];
  private isFilling = false;
  /** Bytes of all batches but the one that fills. */
  private closedBytes = 0;
  private isUnderPressure = false;
  private running: Promise<void> | null = null;
  private isAbandoned = false;

  constructor(private readonly options: BatchQueueOptions<Batch>) {
    this.filling = options.open();
  }

  /** The batch that fills; after putting something in, call `noteAdded`. */
  get current(): Batch {
    return this.filling;
  }

  /** Sees to it that what was put into the current batch gets committed. */
  noteAdded(): void {
    this.isFilling = true;
    if (this.options.bytesOf(this.filling) >= this.options.batchBytes) this.close();
    this.weigh();
    this.running ??= this.run();
  }

  /** Bytes that are not durable yet. */
  get heldBytes(): number {
    return this.closedBytes + this.options.bytesOf(this.filling);
  }

  /** Resolves when everything held is durable, or gives it up after `patienceMs`: what was not acknowledged comes again. */
  async drain(patienceMs: number): Promise<void> {
    const patience = this.options.wait(patienceMs).then(() => {
      this.isAbandoned = true;
    });
    while (this.running && !this.isAbandoned) await Promise.race([this.running, patience]);
  }

  private async run(): Promise<void> {
    // Messages read from one socket in one go arrive in one turn of the event loop; let them all in before the first commit.
    await new Promise<void>((resolve) => setImmediate(resolve));
    for (let batch = this.next(); batch && !this.isAbandoned; batch = this.next()) {
      const bytes = this.options.bytesOf(batch);
      await this.commit(batch);
      this.closedBytes -= bytes;
      this.weigh();
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
    for (let delay = FIRST_RETRY_MS; !this.isAbandoned; delay = Math.min(delay * 2, LAST_RETRY_MS)) {
      try {
        return await this.options.commit(batch);
      } catch (error) {
        if (this.options.isFaultOfContent(error)) return this.isolate(batch, error);
        this.options.onRetry(error);
        await this.options.wait(delay);
      }
    }
  }

  /** One thing that can't be stored must not hold up the others: halves are tried until it stands alone. */
  private async isolate(batch: Batch, error: unknown): Promise<void> {
    const halves = this.options.split(batch);
    if (halves) {
      for (const half of halves) await this.commit(half);
      return;
    }
    try {
      await this.options.commitRefused(batch, error);
    } catch {
      this.options.onRetry(error);
      await this.options.wait(FIRST_RETRY_MS);
      await this.commit(batch);
    }
  }

  private weigh(): void {
    const held = this.heldBytes;
    const limit = this.options.heldBytesLimit;
    const mustWait = this.isUnderPressure ? held > limit / 2 : held >= limit;
    if (mustWait === this.isUnderPressure) return;
    this.isUnderPressure = mustWait;
    this.options.onPressure(mustWait);
  }
}
