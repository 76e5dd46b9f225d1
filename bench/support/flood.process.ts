import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface FloodOrder {
  readonly port: number;
  readonly connections: number;
  /** Unacknowledged messages per connection. */
  readonly window: number;
  readonly isAnonymous: boolean;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

export interface FloodReport {
  readonly perSecond: number;
  readonly acknowledged: number;
  readonly cpuSeconds: number;
}

/**
 * Senders that use as little CPU as possible. They run in a separate process and repeat the same messages with
 * different packet ids.
 */
export class Flood {
  private readonly child: ChildProcess = fork(fileURLToPath(new URL('./flood.main.js', import.meta.url)));

  /** Connects, sends messages for the durations in the order, and waits for the last acknowledgement. */
  async run(order: FloodOrder): Promise<FloodReport> {
    this.child.send(order);
    const [report] = (await once(this.child, 'message')) as [FloodReport];
    return report;
  }

  /** Closes the connections of the last run, which otherwise stay open. */
  disconnect(): Promise<unknown> {
    this.child.send('hang up');
    return once(this.child, 'message');
  }

  stop(): void {
    this.child.kill();
  }
}
