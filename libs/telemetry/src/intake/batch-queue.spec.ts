import { BatchQueue, type BatchQueueOptions } from './batch-queue.js';

class BadContent extends Error {}

interface Works {
  readonly names: string[];
  bytes: number;
}

/** A database that can be down, and that rejects items called `bad`. */
class Database {
  readonly batches: string[][] = [];
  readonly refused: string[] = [];
  isAway = false;
  /** Number of commits that have begun. */
  begun = 0;
  private gate: Promise<void> = Promise.resolve();

  /** Blocks commits until the returned function is called. */
  hold(): () => void {
    let open = (): void => undefined;
    this.gate = new Promise((resolve) => (open = resolve));
    return open;
  }

  get stored(): string[] {
    return this.batches.flat();
  }

  queue(options: Partial<BatchQueueOptions<Works>> = {}): BatchQueue<Works> {
    return new BatchQueue<Works>({
      open: () => ({ names: [], bytes: 0 }),
      bytesOf: ({ bytes }) => bytes,
      commit: async ({ names }) => {
        this.begun += 1;
        await this.gate;
        if (this.isAway) throw new Error('connection refused');
        if (names.includes('bad')) throw new BadContent();
        this.batches.push([...names]);
      },
      isContentError: (error) => error instanceof BadContent,
      split: ({ names }) => {
        if (names.length <= 1) return undefined;
        const half = Math.ceil(names.length / 2);
        return [
          { names: names.slice(0, half), bytes: 0 },
          { names: names.slice(half), bytes: 0 },
        ];
      },
      commitRejected: ({ names }) => {
        this.refused.push(...names);
        return Promise.resolve();
      },
      batchBytes: 1000,
      heldBytesLimit: 10_000,
      onPressure: () => undefined,
      onRetry: () => (this.isAway = false),
      wait: () => new Promise((resolve) => setImmediate(resolve)),
      ...options,
    });
  }
}

function add(queue: BatchQueue<Works>, name: string, bytes = 10): void {
  queue.current.names.push(name);
  queue.current.bytes += bytes;
  queue.noteAdded();
}

const never = (): Promise<void> => new Promise(() => undefined);
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
};
const idle = (queue: BatchQueue<Works>): Promise<void> => until(() => queue.heldBytes === 0);

describe('BatchQueue', () => {
  it('puts everything that arrives during a commit into the next batch', async () => {
    const database = new Database();
    const queue = database.queue();
    const open = database.hold();
    add(queue, 'a');
    await until(() => database.begun === 1);
    for (const name of ['b', 'c', 'd']) add(queue, name);
    expect(database.batches).toEqual([]);
    open();
    await idle(queue);
    expect(database.batches).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('puts everything that arrives in one turn of the event loop into one batch', async () => {
    const database = new Database();
    const queue = database.queue();
    for (const name of ['a', 'b', 'c']) add(queue, name);
    await idle(queue);
    expect(database.batches).toEqual([['a', 'b', 'c']]);
  });

  it('splits batches by size, but never below one item', async () => {
    const database = new Database();
    const queue = database.queue({ batchBytes: 100 });
    add(queue, 'a', 60);
    add(queue, 'b', 60);
    add(queue, 'c', 500);
    add(queue, 'd', 1);
    await idle(queue);
    expect(database.batches).toEqual([['a', 'b'], ['c'], ['d']]);
  });

  it('retries while the database is down, and neither loses nor repeats anything', async () => {
    const database = new Database();
    database.isAway = true;
    let tries = 0;
    const queue = database.queue({ onRetry: () => (database.isAway = ++tries < 5) });
    add(queue, 'a');
    add(queue, 'b');
    await idle(queue);
    expect(tries).toBe(5);
    expect(database.batches).toEqual([['a', 'b']]);
  });

  it('increases the retry delay up to two seconds', async () => {
    const database = new Database();
    database.isAway = true;
    const waits: number[] = [];
    const queue = database.queue({
      onRetry: () => (database.isAway = waits.length < 8),
      wait: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
    });
    add(queue, 'a');
    await idle(queue);
    expect(waits).toEqual([50, 100, 200, 400, 800, 1600, 2000, 2000, 2000]);
  });

  it('quarantines the one item that cannot be stored, and stores the others', async () => {
    const database = new Database();
    const queue = database.queue();
    for (const name of ['a', 'b', 'bad', 'c', 'd', 'e']) add(queue, name);
    await idle(queue);
    expect(database.stored).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(database.refused).toEqual(['bad']);
  });

  it('retries an item that it could not even quarantine', async () => {
    const database = new Database();
    let failures = 3;
    const queue = database.queue({
      commitRejected: ({ names }) => {
        if (failures-- > 0) return Promise.reject(new Error('away'));
        database.refused.push(...names);
        return Promise.resolve();
      },
    });
    add(queue, 'bad');
    add(queue, 'a');
    await idle(queue);
    expect([database.refused, database.stored]).toEqual([['bad'], ['a']]);
  });

  it('makes senders wait at its limit and lets them continue at half of it', async () => {
    const database = new Database();
    const pressureChanges: [mustWait: boolean, held: number][] = [];
    const queue: BatchQueue<Works> = database.queue({
      heldBytesLimit: 100,
      batchBytes: 1,
      onPressure: (mustWait) => pressureChanges.push([mustWait, queue.heldBytes]),
    });
    const open = database.hold();
    for (let i = 0; i < 9; i++) add(queue, String(i));
    expect(pressureChanges).toEqual([]);
    add(queue, '9');
    expect(pressureChanges).toEqual([[true, 100]]);
    open();
    await idle(queue);
    expect(pressureChanges).toEqual([
      [true, 100],
      [false, 50],
    ]);
  });

  it('drains the queue', async () => {
    const database = new Database();
    const queue = database.queue({
      batchBytes: 1,
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
    });
    add(queue, 'a');
    add(queue, 'b');
    await queue.drain(150_000);
    expect(database.stored).toEqual(['a', 'b']);
  });

  it('gives up on items that it cannot store in time, and does not commit them later', async () => {
    const database = new Database();
    const queue = database.queue({
      onRetry: () => undefined,
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 20))),
    });
    database.isAway = true;
    add(queue, 'a');
    await queue.drain(20);
    database.isAway = false;
    add(queue, 'b');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(database.batches).toEqual([]);
  });

  it('drains immediately when it is empty', async () => {
    await new Database().queue({ wait: never }).drain(1000);
  });
});
