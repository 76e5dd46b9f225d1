import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FleetLogin } from './fleet-connection.js';

/** One connection: a device that sends its own messages, or a gateway that sends the messages of many devices. */
export interface FleetLink extends FleetLogin {
  /** The topics to which the devices publish. */
  readonly topics: readonly string[];
}

export interface FleetOrder {
  readonly host: string;
  readonly port: number;
  readonly links: readonly FleetLink[];
  /** At least FIRST_SEQ. A later order for the same devices starts where the previous one ended. */
  readonly firstSeq: number;
  /**
   * Maximum number of unacknowledged messages per connection. Slow acknowledgements therefore slow the senders down.
   */
  readonly window: number;
  /** Number of messages per write of a connection. */
  readonly burst: number;
  /** Rate of all connections together; null to send as fast as acknowledgements arrive. */
  readonly perSecond: number | null;
  /** Duration of sending before the measurement begins. */
  readonly warmUpMs: number;
  /** Length of an interval; each interval is measured separately. */
  readonly intervalMs: number;
  readonly intervals: number;
}

/** Results of one interval. */
export interface FleetInterval {
  readonly index: number;
  readonly acknowledged: number;
  readonly perSecond: number;
  /** From publish to PUBACK, milliseconds. */
  readonly p50: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  /** CPU time of the generator itself, seconds. */
  readonly cpuSeconds: number;
}

export interface FleetReport {
  /** Number of PUBACKs from the first message to the last. */
  readonly acknowledged: number;
  readonly sent: number;
  /** Rate within the measured intervals. */
  readonly perSecond: number;
  readonly intervals: readonly FleetInterval[];
  readonly connectSeconds: number;
  readonly cpuSeconds: number;
  /** Share of messages beyond an alarm limit. */
  readonly beyondShare: number;
  /** Number of connections that the broker closed. */
  readonly lost: number;
  /** Reason why the broker closed the first of these connections. */
  readonly lostReason: string | null;
  /** The senders' maximum delay behind their schedule, milliseconds. */
  readonly worstDelayMs: number;
  readonly bytesOfAMessage: number;
  /** First sequence number that no device has used. */
  readonly nextSeq: number;
}

export type FleetNotice =
  | { readonly kind: 'connected' }
  | { readonly kind: 'interval'; readonly interval: FleetInterval }
  | { readonly kind: 'done'; readonly report: FleetReport }
  | { readonly kind: 'failed'; readonly reason: string };

/** Runs the senders in a separate process, so that their work is not attributed to the product. */
export class FleetGenerator {
  private readonly child: ChildProcess = fork(
    fileURLToPath(new URL('./fleet-generator.main.js', import.meta.url)),
  );

  get pid(): number {
    return this.child.pid!;
  }

  /** Connects, sends the messages of the order, waits for the last acknowledgement and disconnects. */
  run(order: FleetOrder, onNotice: (notice: FleetNotice) => void = () => undefined): Promise<FleetReport> {
    return new Promise((resolve, reject) => {
      const finish = (complete: () => void): void => {
        this.child.off('message', take);
        this.child.off('exit', ended);
        complete();
      };
      const ended = (): void => finish(() => reject(new Error('The generator ended')));
      const take = (notice: FleetNotice): void => {
        onNotice(notice);
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
