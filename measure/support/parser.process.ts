import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process that reads messages and does nothing but JSON.parse them: what no way in can be faster than in JavaScript. */
export type ParserOrder =
  | { readonly kind: 'serve'; /** Where devices connect to it as to a broker. */ readonly port: number }
  | { readonly kind: 'subscribe'; readonly port: number; readonly filter: string }
  | { readonly kind: 'count' };

export interface ParserReport {
  readonly parsed: number;
  readonly cpuSeconds: number;
}

export class ParserProcess {
  private readonly child: ChildProcess = fork(fileURLToPath(new URL('./parser.main.js', import.meta.url)));

  /** Takes devices' connections on a port of this machine, or reads from the broker there. */
  begin(order: Exclude<ParserOrder, { kind: 'count' }>): Promise<ParserReport> {
    return this.ask(order);
  }

  count(): Promise<ParserReport> {
    return this.ask({ kind: 'count' });
  }

  stop(): void {
    this.child.kill();
  }

  private async ask(order: ParserOrder): Promise<ParserReport> {
    this.child.send(order);
    const [report] = (await once(this.child, 'message')) as [ParserReport];
    return report;
  }
}
