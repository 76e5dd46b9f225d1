import { CommitQueue, type CommitQueueOptions } from './commit-queue.js';

class BadContent extends Error {}

/** A database that can be away, and that refuses works called `bad`. */
class Database {
  readonly batches: string[][] = [];
  readonly refused: string[] = [];
  readonly pressures: boolean[] = [];
  isAway = false;
  private gate: Promise<void> = Promise.resolve();

  /** Holds commits until the returned function is called. */
  hold(): () => void {
    let open = (): void => undefined;
    this.gate = new Promise((resolve) => (open = resolve));
    return open;
  }

  queue(options: Partial<CommitQueueOptions<string, string>> = {}): CommitQueue<string, string> {
    return new CommitQueue<string, string>({
      commit: async (works) => {
        await this.gate;
        if (this.isAway) throw new Error('connection refused');
        if (works.includes('bad')) throw new BadContent();
        this.batches.push([...works]);
        return works.map((work) => `stored ${work}`);
      },
      isFaultOfContent: (error) => error instanceof BadContent,
      commitRefused: (work) => {
        this.refused.push(work);
        return Promise.resolve(`refused ${work}`);
      },
      batchBytes: 1000,
      heldBytesLimit: 10_000,
      onPressure: (mustWait) => this.pressures.push(mustWait),
      onRetry: () => (this.isAway = false),
      wait: () => new Promise((resolve) => setImmediate(resolve)),
      ...options,
    });
  }
}

describe('CommitQueue', () => {
  it('makes the next batch of everything that came while the last one was being committed', async () => {
    const database = new Database();
    const queue = database.queue();
    const open = database.hold();
    const first = queue.add('a', 10);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const rest = ['b', 'c', 'd'].map((work) => queue.add(work, 10));
    open();
    expect(await Promise.all([first, ...rest])).toEqual(['stored a', 'stored b', 'stored c', 'stored d']);
    expect(database.batches).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('cuts batches at their bytes, but never below one work', async () => {
    const database = new Database();
    const queue = database.queue({ batchBytes: 100 });
    await Promise.all([queue.add('a', 60), queue.add('b', 60), queue.add('c', 500), queue.add('d', 1)]);
    expect(database.batches).toEqual([['a', 'b'], ['c'], ['d']]);
  });

  it('tries again while the database is away, and loses and doubles nothing', async () => {
    const database = new Database();
    database.isAway = true;
    const queue = database.queue();
    expect(await Promise.all(['a', 'b'].map((work) => queue.add(work, 10)))).toEqual([
      'stored a',
      'stored b',
    ]);
    expect(database.batches).toEqual([['a', 'b']]);
  });

  it('sets aside the one work that cannot be stored, and stores the others', async () => {
    const database = new Database();
    const queue = database.queue();
    const works = ['a', 'b', 'bad', 'c', 'd', 'e'];
    expect(await Promise.all(works.map((work) => queue.add(work, 10)))).toEqual(
      works.map((work) => (work === 'bad' ? 'refused bad' : `stored ${work}`)),
    );
    expect(database.batches.flat()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(database.refused).toEqual(['bad']);
  });

  it('makes senders wait at its limit and lets them go on at half of it', async () => {
    const database = new Database();
    const queue = database.queue({ heldBytesLimit: 100, batchBytes: 1 });
    const open = database.hold();
    const works = Array.from({ length: 10 }, (_, i) => queue.add(String(i), 10));
    expect(database.pressures).toEqual([true]);
    expect(queue.depth.bytes).toBe(100);
    open();
    await Promise.all(works);
    expect(database.pressures).toEqual([true, false]);
    expect(queue.depth).toEqual({ works: 0, bytes: 0 });
  });

  it('drains what it holds', async () => {
    const database = new Database();
    const queue = database.queue({
      batchBytes: 1,
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
    });
    const works = [queue.add('a', 10), queue.add('b', 10)];
    await queue.drain(1000);
    expect(await Promise.all(works)).toEqual(['stored a', 'stored b']);
  });

  it('gives up what it cannot make durable in time, so that nobody is told it was', async () => {
    const database = new Database();
    const queue = database.queue({
      onRetry: () => undefined,
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 20))),
    });
    database.isAway = true;
    const work = queue.add('a', 10);
    const outcome = expect(work).rejects.toThrow('abandoned');
    await queue.drain(20);
    await outcome;
    await expect(queue.add('b', 10)).rejects.toThrow('abandoned');
    expect(database.batches).toEqual([]);
  });
});
