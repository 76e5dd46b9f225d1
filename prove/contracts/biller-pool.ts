import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SeedSet, SetOutcome } from './seed-biller.js';

const WORKER = fileURLToPath(new URL('./bill-seeds.worker.js', import.meta.url));

/** Processes that bill sets in parallel, each on its own database of one PostgreSQL. */
export class BillerPool {
  private readonly children: ChildProcess[];

  constructor(jobs: number) {
    this.children = Array.from({ length: jobs }, () => fork(WORKER));
  }

  /**
   * Bills sets in order. Each set is billed by the first free process.
   * @param noted called when a set is done
   */
  async bill(sets: readonly SeedSet[], noted: (outcome: SetOutcome) => void): Promise<void> {
    const waiting = [...sets];
    await Promise.all(
      this.children.map(async (child) => {
        for (let next = waiting.shift(); next; next = waiting.shift()) noted(await billBy(child, next));
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.all(
      this.children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = once(child, 'exit');
        if (child.connected) child.disconnect();
        await ended;
      }),
    );
  }
}

/** @throws Error if the process ends before it responds */
async function billBy(child: ChildProcess, wanted: SeedSet): Promise<SetOutcome> {
  const answer = new Promise<SetOutcome>((resolve, reject) => {
    const onExit = (code: number | null, signal: string | null): void =>
      reject(
        new Error(
          `The process that bills the contracts from seed ${wanted.firstSeed} ended: ${signal ?? code}`,
        ),
      );
    child.once('exit', onExit);
    child.once('message', (outcome) => {
      child.off('exit', onExit);
      resolve(outcome as SetOutcome);
    });
  });
  child.send(wanted);
  return answer;
}
