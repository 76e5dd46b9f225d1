/** What the queue holds until its transaction has committed. */
interface Waiting<Work, Outcome> {
  readonly work: Work;
  readonly bytes: number;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

export interface CommitQueueOptions<Work, Outcome> {
  /** Makes all of it durable or none of it; outcomes in the order of the works. */
  readonly commit: (works: readonly Work[]) => Promise<readonly Outcome[]>;
  /** Whether an error lies in what was to be stored; any other is taken for one of the database's bad hours. */
  readonly isFaultOfContent: (error: unknown) => boolean;
  /** Makes something durable of a work that can't be stored as it is. */
  readonly commitRefused: (work: Work, error: unknown) => Promise<Outcome>;
  /** Largest batch, by the works' bytes. */
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
 * Group commit: everything that arrived while the last commit ran becomes the next batch, so a batch is as large as the load
 * makes it and nobody waits for it to fill. While the database is away the works are held and tried again.
 */
export class CommitQueue<Work, Outcome> {
  private waiting: Waiting<Work, Outcome>[] = [];
  private heldBytes = 0;
  private isUnderPressure = false;
  private running: Promise<void> | null = null;
  private isAbandoned = false;

  constructor(private readonly options: CommitQueueOptions<Work, Outcome>) {}

  /** Resolves when the work is durable. */
  add(work: Work, bytes: number): Promise<Outcome> {
    if (this.isAbandoned) return Promise.reject(new Error('The queue was abandoned'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ work, bytes, resolve, reject });
      this.hold(bytes);
      this.running ??= this.run();
    });
  }

  /** Works that are not durable yet. */
  get depth(): { works: number; bytes: number } {
    return { works: this.waiting.length, bytes: this.heldBytes };
  }

  /** Resolves when everything held is durable, or rejects all of it after `patienceMs`: what was not acknowledged comes again. */
  async drain(patienceMs: number): Promise<void> {
    const patience = this.options.wait(patienceMs).then(() => {
      this.isAbandoned = true;
    });
    while (this.running && !this.isAbandoned) await Promise.race([this.running, patience]);
  }

  private async run(): Promise<void> {
    // Messages read from one socket in one go arrive in one turn of the event loop; let them all in before the first commit.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      await this.commit(this.takeBatch());
    }
    this.running = null;
  }

  private takeBatch(): Waiting<Work, Outcome>[] {
    let bytes = 0;
    let count = 0;
    while (count < this.waiting.length && (count === 0 || bytes < this.options.batchBytes)) {
      bytes += this.waiting[count++]!.bytes;
    }
    const batch = this.waiting.slice(0, count);
    this.waiting = this.waiting.slice(count);
    return batch;
  }

  private async commit(batch: readonly Waiting<Work, Outcome>[]): Promise<void> {
    for (let delay = FIRST_RETRY_MS; ; delay = Math.min(delay * 2, LAST_RETRY_MS)) {
      try {
        const outcomes = await this.options.commit(batch.map(({ work }) => work));
        batch.forEach((item, i) => this.settle(item, () => item.resolve(outcomes[i]!)));
        return;
      } catch (error) {
        if (this.isAbandoned) {
          batch.forEach((item) => this.settle(item, () => item.reject(new Error('The queue was abandoned'))));
          return;
        }
        if (this.options.isFaultOfContent(error)) return this.isolate(batch, error);
        this.options.onRetry(error);
        await this.options.wait(delay);
      }
    }
  }

  /** One work that can't be stored must not hold up the others: halves are tried until it stands alone. */
  private async isolate(batch: readonly Waiting<Work, Outcome>[], error: unknown): Promise<void> {
    const [only] = batch;
    if (batch.length === 1 && only) {
      const outcome = await this.options.commitRefused(only.work, error).catch(() => undefined);
      if (outcome === undefined) {
        this.options.onRetry(error);
        await this.options.wait(FIRST_RETRY_MS);
        return this.commit(batch);
      }
      this.settle(only, () => only.resolve(outcome));
      return;
    }
    const half = Math.ceil(batch.length / 2);
    await this.commit(batch.slice(0, half));
    await this.commit(batch.slice(half));
  }

  private settle(item: Waiting<Work, Outcome>, tell: () => void): void {
    this.hold(-item.bytes);
    tell();
  }

  private hold(bytes: number): void {
    this.heldBytes += bytes;
    const limit = this.options.heldBytesLimit;
    const mustWait = this.isUnderPressure ? this.heldBytes > limit / 2 : this.heldBytes >= limit;
    if (mustWait === this.isUnderPressure) return;
    this.isUnderPressure = mustWait;
    this.options.onPressure(mustWait);
  }
}
