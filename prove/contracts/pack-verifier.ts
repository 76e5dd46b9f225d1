import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { findRoot } from '../../test/support/product.js';

const SCRIPT = join(findRoot(), 'scripts/verify-pack.mjs');

/** Runs the auditor's script as it is, two packs at a time, each in a thread of its own: that is quicker than a process each. */
export class PackVerifier {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly atOnce = 2) {}

  /** @returns what the script disagrees with, or null where it accepts the pack with this root */
  async verify(path: string, root: string): Promise<string | null> {
    if (this.running >= this.atOnce) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
    try {
      return await runScript([path, '--root', root]);
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }
}

function runScript(argv: string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const worker = new Worker(SCRIPT, { argv, stdout: true, stderr: true });
    const said: Buffer[] = [];
    worker.stdout.on('data', (data: Buffer) => said.push(data));
    worker.stderr.on('data', (data: Buffer) => said.push(data));
    worker.on('error', (error) => said.push(Buffer.from(String(error))));
    worker.on('exit', (code) => {
      const text = Buffer.concat(said).toString('utf8');
      const line = text.split('\n').find((one) => one.includes('DISAGREEMENT'));
      resolve(code === 0 && text.includes('All agrees:') ? null : (line ?? text.slice(-500)).trim());
    });
  });
}
