import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findRoot } from '../../test/support/product.js';
import type { ActorAnswer, ActorOrder, ActorSettings, ActorTask } from './actor-orders.js';

const MAIN = join(findRoot(), 'dist/prove/collection/actor.js');

/** A process with the product's services that can be killed at any moment. It is started again by the next task. */
export class ActorProcess {
  private child: ChildProcess | null = null;
  private orders = 0;
  private readonly waiting = new Map<number, (answer: string | null) => void>();
  /** Number of kills so far. */
  kills = 0;

  constructor(private readonly settings: ActorSettings) {}

  async start(): Promise<void> {
    if (this.child !== null) return;
    const child = fork(MAIN, [JSON.stringify(this.settings)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child = child;
    await once(child, 'message');
    child.on('message', ({ id, error }: ActorAnswer) => this.answer(id, error));
    child.once('close', () => {
      if (this.child === child) this.child = null;
      for (const id of [...this.waiting.keys()]) this.answer(id, KILLED);
    });
  }

  /** @returns the code of a refusal, `KILLED` if the process died before it answered, or null */
  async do(task: ActorTask, now: Date): Promise<string | null> {
    await this.start();
    const id = (this.orders += 1);
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.child!.send({ id, now: now.toISOString(), task } satisfies ActorOrder);
    });
  }

  /** Kills the process at once, without any chance to finish. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child === null) return;
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
    this.kills += 1;
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child === null) return;
    const ended = once(child, 'close');
    child.kill('SIGTERM');
    await ended;
  }

  private answer(id: number, error: string | null): void {
    this.waiting.get(id)?.(error);
    this.waiting.delete(id);
  }
}

/** Answer of a process that was killed before it answered. */
export const KILLED = 'killed';
