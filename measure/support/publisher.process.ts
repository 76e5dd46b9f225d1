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
    | { readonly kind: 'saturate'; /** Messages on their way a connection. */ readonly window: number }
    | { readonly kind: 'pace'; /** Of all connections together. */ readonly perSecond: number };
}

export interface PublisherReport {
  readonly acknowledged: number;
  readonly perSecond: number;
  /** Publish to PUBACK, milliseconds. */
  readonly p50: number | null;
  readonly p99: number | null;
  readonly nextSeq: number;
}

/** Points of one message: its numbers. */
export const POINTS_OF_A_MESSAGE = 10;

/** The senders in a process of their own, so that their work is not counted as ours. */
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
