import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { EdgeReport } from './support/edge.main.js';
import { Flood, type FloodOrder, type FloodReport } from './support/flood.process.js';
import { readPssMib } from '../measure/support/memory.js';
import { Mosquitto } from '../measure/support/mosquitto.process.js';
import { formatCount, formatTable } from '../measure/support/table.js';

/** Connections and unacknowledged messages per connection of each load. */
const LOADS = [
  { connections: 20, window: 500 },
  { connections: 200, window: 50 },
  { connections: 10_000, window: 2 },
] as const;

/**
 * Measures the edge alone: the rest of ingest is replaced by a listener that acknowledges the messages of each
 * event-loop turn together. Compares it with Mosquitto without persistence, with the same sender.
 * @param argv `--seconds N` for each measurement (10), `--connections N` for a single load, `--prof FOLDER` to write
 *   CPU profiles
 */
export async function benchEdge(argv: readonly string[]): Promise<void> {
  const option = (name: string): string | undefined =>
    argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined;
  const measureMs = (Number(option('--seconds')) || 10) * 1000;
  const only = Number(option('--connections'));
  const rows: [string, string, string][] = [];
  for (const { connections, window } of LOADS) {
    if (only && only !== connections) continue;
    rows.push(...(await measure({ connections, window }, measureMs, option('--prof'))));
  }
  console.log(
    `\nEdge only, QoS 1, 10 values per message; ${cpus().length} cores, Node ${process.version}\n\n${formatTable(rows)}`,
  );
}

async function measure(
  { connections, window }: { connections: number; window: number },
  measureMs: number,
  profileFolder: string | undefined,
): Promise<[string, string, string][]> {
  process.stderr.write(`${formatCount(connections)} connections …\n`);
  const flood = new Flood();
  const edge = await EdgeProcess.start(profileFolder);
  const order = { connections, window, warmUpMs: 2000, measureMs };
  try {
    const sent = await flood.run({ ...order, port: edge.port, isAnonymous: false });
    const { messages, cpuSeconds, pssMib, connected } = await edge.report();
    await flood.disconnect();
    await edge.stop();
    const mosquitto = await measureMosquitto(flood, order);
    return [
      [
        `${formatCount(connections)} connections, ${window} unacknowledged messages each`,
        formatCount(sent.perSecond),
        'messages/s',
      ],
      [
        '  Mosquitto without persistence',
        mosquitto === null ? '-' : formatCount(mosquitto.perSecond),
        'messages/s',
      ],
      ['  CPU time of the edge', ((cpuSeconds / messages) * 1e6).toFixed(1), 's per million messages'],
      [
        '  CPU time of the senders',
        ((sent.cpuSeconds / sent.acknowledged) * 1e6).toFixed(1),
        's per million messages',
      ],
      ['  Memory of the edge', `${Math.round(pssMib)} MiB`, `PSS, ${formatCount(connected)} connected`],
      ['Acknowledged', formatCount(sent.acknowledged), `of ${formatCount(messages)}`],
      ['', '', ''],
    ];
  } finally {
    flood.stop();
    await edge.stop();
  }
}

async function measureMosquitto(
  flood: Flood,
  order: Omit<FloodOrder, 'port' | 'isAnonymous'>,
): Promise<FloodReport | null> {
  // By default, Mosquitto stops acknowledging a sender with more than twenty unacknowledged messages.
  const broker = await Mosquitto.create(['max_inflight_messages 0', 'set_tcp_nodelay true']);
  if (!broker) return null;
  try {
    await broker.start();
    const report = await flood.run({ ...order, port: broker.port, isAnonymous: true });
    await flood.disconnect();
    return report;
  } finally {
    await broker.remove();
  }
}

class EdgeProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  static async start(profileFolder: string | undefined): Promise<EdgeProcess> {
    const execArgv = profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`] : [];
    const child = fork(fileURLToPath(new URL('./support/edge.main.js', import.meta.url)), [], { execArgv });
    const [port] = (await once(child, 'message')) as [number];
    return new EdgeProcess(child, port);
  }

  async report(): Promise<EdgeReport & { pssMib: number }> {
    this.child.send('report');
    const [report] = (await once(this.child, 'message')) as [EdgeReport];
    return { ...report, pssMib: (await readPssMib(this.child.pid!)) ?? 0 };
  }

  async stop(): Promise<void> {
    if (!this.child.connected) return;
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}
