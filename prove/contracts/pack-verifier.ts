import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { findRoot } from '../../test/support/product.js';
import type { ScriptCall, ScriptEnd } from './pack-verifier.worker.js';

const SCRIPT = pathToFileURL(join(findRoot(), 'scripts/verify-pack.mjs')).href;

/** Number of script runs after which the thread is replaced, because modules are never unloaded. */
const CALLS_OF_THREAD = 200;

/**
 * Runs verify-pack.mjs unchanged in a reused thread. A separate process for each of thousands of packs would take ten
 * times as long.
 */
export class PackVerifier {
  private worker = this.startWorker();
  private readonly waiting = new Map<number, (end: ScriptEnd) => void>();
  private calls = 0;
  /**
   * Resolves after the current verification. The arguments of the script are global in the thread, so only one pack is
   * verified at a time.
   */
  private last: Promise<unknown> = Promise.resolve();

  /** @returns the mismatch reported by the script; null if it accepts the pack with this root hash */
  verify(path: string, root: string): Promise<string | null> {
    const verdict = this.last.then(() => this.run([path, '--root', root]));
    this.last = verdict;
    return verdict;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private async run(argv: readonly string[]): Promise<string | null> {
    const call: ScriptCall = { script: SCRIPT, argv, call: (this.calls += 1) };
    if (call.call % CALLS_OF_THREAD === 0) {
      await this.worker.terminate();
      this.worker = this.startWorker();
    }
    const { code, said } = await new Promise<ScriptEnd>((resolve) => {
      this.waiting.set(call.call, resolve);
      this.worker.postMessage(call);
    });
    if (code === 0 && said.includes('VERIFIED')) return null;
    const line = said.split('\n').find((one) => one.includes('MISMATCH'));
    return (line ?? said.slice(-500)).trim();
  }

  private startWorker(): Worker {
    const worker = new Worker(new URL('./pack-verifier.worker.js', import.meta.url));
    worker.on('message', (end: ScriptEnd) => {
      this.waiting.get(end.call)?.(end);
      this.waiting.delete(end.call);
    });
    return worker;
  }
}
