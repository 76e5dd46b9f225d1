import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { findRoot } from '../../test/support/product.js';
import type { ScriptCall, ScriptEnd } from './pack-verifier.worker.js';

const SCRIPT = pathToFileURL(join(findRoot(), 'scripts/verify-pack.mjs')).href;

/**
 * Runs the command of verify-pack.mjs in a thread. A separate process for each of thousands of packs would take ten
 * times as long.
 */
export class PackVerifier {
  private readonly worker = this.startWorker();
  private readonly waiting = new Map<number, (end: ScriptEnd) => void>();
  private calls = 0;

  /** @returns the mismatch reported by the script; null if it accepts the pack with this root hash */
  async verify(path: string, root: string): Promise<string | null> {
    const call: ScriptCall = { script: SCRIPT, argv: [path, '--root', root], call: (this.calls += 1) };
    const { code, said } = await new Promise<ScriptEnd>((resolve) => {
      this.waiting.set(call.call, resolve);
      this.worker.postMessage(call);
    });
    if (code === 0 && said.includes('VERIFIED')) return null;
    const line = said.split('\n').find((one) => one.includes('MISMATCH'));
    return (line ?? said.slice(-500)).trim();
  }

  async close(): Promise<void> {
    await this.worker.terminate();
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
