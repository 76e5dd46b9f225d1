import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface BenchDevice {
  readonly username: string;
  readonly password: string;
  readonly topic: string;
}

export interface PublisherOrder {
  readonly host: string;
  readonly port: number;
  readonly devices: readonly BenchDevice[];
  readonly firstSeq: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  readonly mode:
    | { readonly kind: 'saturate'; /** Unacknowledged messages per connection. */ readonly window: number }
    | { readonly kind: 'pace'; /** Rate of all connections together. */ readonly perSecond: number };
}

export interface PublisherReport {
  readonly acknowledged: number;
  readonly perSecond: number;
  /** From publish to PUBACK, milliseconds. */
  readonly p50: number | null;
  readonly p99: number | null;
  readonly nextSeq: number;
}

/** Number of values in one message. */
export const POINTS_OF_A_MESSAGE = 10;

/** Runs the senders in a separate process, so that their work is not attributed to the product. */
export class Publisher {
  private readonly child: ChildProcess = fork(fileURLToPath(new URL('./publisher.main.js', import.meta.url)));

  async run(order: PublisherOrder): Promise<PublisherReport> {
    this.child.send(order);
    const [report] = (await once(this.child, 'message')) as [PublisherReport];
    return report;
  }

  stop(): void {
    this.child.kill();
  }
}
