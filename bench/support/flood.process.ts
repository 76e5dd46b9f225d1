import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface FloodOrder {
  readonly port: number;
  readonly connections: number;
  /** Messages on their way on each. */
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

/** Senders that cost as little as senders can, in a process of their own: the same messages over and over, only their ids differ. */
export class Flood {
  private readonly child: ChildProcess = fork(fileURLToPath(new URL('./flood.main.js', import.meta.url)));

  /** Connects, sends for a while, waits for the last acknowledgement. */
  async run(order: FloodOrder): Promise<FloodReport> {
    this.child.send(order);
    const [report] = (await once(this.child, 'message')) as [FloodReport];
    return report;
  }

  /** Ends the connections of the last run, which stay open until then. */
  hangUp(): Promise<unknown> {
    this.child.send('hang up');
    return once(this.child, 'message');
  }

  stop(): void {
    this.child.kill();
  }
}
