import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '../../support/free-port.js';
import { findRoot } from '../../support/product.js';

/** Built by test/external/clients/install.sh. */
const PROGRAM = join(findRoot(), '.dutycycle/clients/stripe-mock/stripe-mock');

export function isStripeMockInstalled(): boolean {
  return existsSync(PROGRAM);
}

/** Stripe's own mock server: checks requests against the schema of the API, and stores nothing. */
export class StripeMock {
  private constructor(
    readonly url: URL,
    private readonly child: ChildProcess,
    private readonly written: { text: string },
  ) {}

  static async start(): Promise<StripeMock> {
    const port = await findFreePort();
    const child = spawn(PROGRAM, ['-http-port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] });
    const written = { text: '' };
    await new Promise<void>((resolve, reject) => {
      const take = (chunk: Buffer) => {
        written.text += chunk.toString();
        if (written.text.includes('Listening for HTTP')) resolve();
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
      child.once('error', reject);
      child.once('close', () => reject(new Error(`stripe-mock did not start:\n${written.text}`)));
    });
    return new StripeMock(new URL(`http://127.0.0.1:${port}`), child, written);
  }

  /** Output that the server has written so far. */
  get output(): string {
    return this.written.text;
  }

  stop(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.child.once('close', () => resolve()));
    this.child.kill('SIGTERM');
    return ended;
  }
}
