import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FleetLogin } from './fleet-connection.js';

/** One connection: a device that sends its own messages, or a gateway that sends those of many. */
export interface FleetLink extends FleetLogin {
  /** Where each of its devices publishes. */
  readonly topics: readonly string[];
}

export interface FleetOrder {
  readonly host: string;
  readonly port: number;
  readonly links: readonly FleetLink[];
  /** At least FIRST_SEQ; a later order to the same devices begins where the one before ended. */
  readonly firstSeq: number;
  /** Most messages on their way a connection: slow acknowledgements slow the senders down. */
  readonly window: number;
  /** Messages of a connection that are written at once. */
  readonly burst: number;
  /** Of all connections together; null as fast as acknowledgements come. */
  readonly perSecond: number | null;
  /** Sent before anything is measured. */
  readonly warmUpMs: number;
  /** Each interval is measured apart. */
  readonly intervalMs: number;
  readonly intervals: number;
}

/** One interval's figures. */
export interface FleetInterval {
  readonly index: number;
  readonly acknowledged: number;
  readonly perSecond: number;
  /** Publish to PUBACK, milliseconds. */
  readonly p50: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  /** Of the generator itself. */
  readonly cpuSeconds: number;
}

export interface FleetReport {
  /** All PUBACKs from the first message to the last. */
  readonly acknowledged: number;
  readonly sent: number;
  /** Within the measured intervals. */
  readonly perSecond: number;
  readonly intervals: readonly FleetInterval[];
  readonly connectSeconds: number;
  readonly cpuSeconds: number;
  /** Share of the messages that were beyond an alarm limit. */
  readonly beyondShare: number;
  /** Connections that the broker ended, and why the first was. */
  readonly lost: number;
  readonly lostReason: string | null;
  /** How far the senders were behind their pace at worst, milliseconds. */
  readonly worstDelayMs: number;
  readonly bytesOfAMessage: number;
  /** First number that no device has used. */
  readonly nextSeq: number;
}

export type FleetNotice =
  | { readonly kind: 'connected' }
  | { readonly kind: 'interval'; readonly interval: FleetInterval }
  | { readonly kind: 'done'; readonly report: FleetReport }
  | { readonly kind: 'failed'; readonly reason: string };

/** The senders in a process of their own, so that their work is not counted as the product's. */
export class FleetGenerator {
  private readonly child: ChildProcess = fork(
    fileURLToPath(new URL('./fleet-generator.main.js', import.meta.url)),
  );

  get pid(): number {
    return this.child.pid!;
  }

  /** Connects, sends, waits for the last acknowledgement and disconnects. */
  run(order: FleetOrder, heard: (notice: FleetNotice) => void = () => undefined): Promise<FleetReport> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        this.child.off('message', take);
        this.child.off('exit', ended);
        settle();
      };
      const ended = (): void => finish(() => reject(new Error('The generator ended')));
      const take = (notice: FleetNotice): void => {
        heard(notice);
        if (notice.kind === 'done') finish(() => resolve(notice.report));
        if (notice.kind === 'failed') finish(() => reject(new Error(notice.reason)));
      };
      this.child.on('message', take);
      this.child.once('exit', ended);
      this.child.send(order);
    });
  }

  stop(): void {
    this.child.kill();
  }
}
