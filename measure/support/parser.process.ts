import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * An order to a process that only parses messages with JSON.parse. Its rate is an upper limit for any ingest in
 * JavaScript.
 */
export type ParserOrder =
  | { readonly kind: 'serve'; /** Port that devices connect to, as to a broker. */ readonly port: number }
  | { readonly kind: 'subscribe'; readonly port: number; readonly filter: string }
  | { readonly kind: 'count' };

export interface ParserReport {
  readonly parsed: number;
  readonly cpuSeconds: number;
}

export class ParserProcess {
  private readonly child: ChildProcess = fork(fileURLToPath(new URL('./parser.main.js', import.meta.url)));

  /** Accepts connections from devices on a local port, or subscribes to a broker on that port. */
  begin(order: Exclude<ParserOrder, { kind: 'count' }>): Promise<ParserReport> {
    return this.request(order);
  }

  count(): Promise<ParserReport> {
    return this.request({ kind: 'count' });
  }

  stop(): void {
    this.child.kill();
  }

  private async request(order: ParserOrder): Promise<ParserReport> {
    this.child.send(order);
    const [report] = (await once(this.child, 'message')) as [ParserReport];
    return report;
  }
}
