import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { findRoot } from './product.js';
import type { OrderName, Orders } from './stripe-fake/control.js';

const MAIN = join(findRoot(), 'dist/test/support/stripe-fake/main.js');

/** The built fake of Stripe in a separate process, and the commands of tests to it. */
export class StripeFake {
  private constructor(
    readonly origin: string,
    private readonly child: ChildProcess,
  ) {}

  /** Starts the fake on a free port. @param args additional arguments of `npm run stripe-fake` */
  static async start(args: readonly string[] = []): Promise<StripeFake> {
    const child = spawn(process.execPath, [MAIN, '--port', '0', ...args], {
      env: { ...process.env, NODE_OPTIONS: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const origin = await new Promise<string>((resolve, reject) => {
      const take = (chunk: Buffer) => {
        output += chunk.toString();
        const [, found] = /^Stripe fake on (\S+)$/m.exec(output) ?? [];
        if (found !== undefined) resolve(found);
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
      child.once('close', () => reject(new Error(`The fake of Stripe did not start:\n${output}`)));
    });
    return new StripeFake(origin, child);
  }

  get url(): URL {
    return new URL(this.origin);
  }

  /** Sends a command (`Orders`), and returns its result. @throws Error with the fake's own message */
  async order<Result = unknown, Name extends OrderName = OrderName>(
    name: Name,
    order: Orders[Name],
  ): Promise<Result> {
    const response = await fetch(`${this.origin}/_fake/${name}`, {
      method: 'POST',
      body: JSON.stringify(order),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return JSON.parse(text) as Result;
  }

  /** Stops the fake. Its state is lost. */
  stop(): Promise<void> {
    if (this.child.exitCode !== null) return Promise.resolve();
    const ended = new Promise<void>((resolve) => this.child.once('close', () => resolve()));
    this.child.kill('SIGTERM');
    return ended;
  }
}
