import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../../test/support/product.js';
import { findProgram } from './find-program.js';
import { countPoints, type History } from './history.js';

/** Fails before the measurement if VictoriaMetrics isn't installed. */
export function findVictoriaMetrics(): string {
  return findProgram(
    'victoria-metrics',
    'VICTORIA_METRICS',
    'go install github.com/VictoriaMetrics/VictoriaMetrics/app/victoria-metrics@v1.102.0',
  );
}

/** Approximate limit. A year of a thousand machines in one request would exhaust this process's memory. */
const CHARS_A_REQUEST = 8_000_000;

export interface VictoriaMetricsSize {
  readonly rows: number;
  /** Bytes of the samples on disk. */
  readonly dataBytes: number;
  /** Bytes of the series index on disk. */
  readonly indexBytes: number;
}

/**
 * A separate VictoriaMetrics with unlimited retention and without a response cache. Queries include the most recent
 * samples.
 */
export class VictoriaMetrics {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly url: string,
  ) {
    process.once('exit', () => child.kill());
  }

  static async start(): Promise<VictoriaMetrics> {
    const folder = await mkdtemp(join(tmpdir(), 'bench-victoria-metrics-'));
    const address = `127.0.0.1:${await findFreePort()}`;
    const child = spawn(
      findVictoriaMetrics(),
      [
        `-storageDataPath=${folder}`,
        `-httpListenAddr=${address}`,
        '-retentionPeriod=100y',
        '-search.latencyOffset=0',
        '-search.disableCache',
        '-loggerLevel=ERROR',
      ],
      { stdio: 'ignore' },
    );
    const peer = new VictoriaMetrics(child, folder, `http://${address}`);
    while (!(await peer.isUp())) {
      if (child.exitCode !== null) throw new Error('VictoriaMetrics ended');
      await sleep(50);
    }
    return peer;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /**
   * Loads data with the JSON import, one line per device and signal, some megabytes per request.
   * @returns number of points
   */
  async load(history: History): Promise<number> {
    let points = 0;
    let [lines, length] = [[] as string[], 0];
    for (const block of history.blocks()) {
      points += countPoints(block);
      for (const [index, { key }] of history.signals.entries()) {
        const line = toImportLine(key, block.device, block.times, block.columns[index]!);
        if (!line) continue;
        lines.push(line);
        length += line.length;
      }
      if (length < CHARS_A_REQUEST) continue;
      await this.import(lines.join(''));
      [lines, length] = [[], 0];
    }
    if (lines.length > 0) await this.import(lines.join(''));
    return points;
  }

  /** Makes VictoriaMetrics write all data and merge all parts, as it otherwise does over time. */
  async age(): Promise<void> {
    await this.get('/internal/force_flush');
    await this.get('/internal/force_merge');
    do await sleep(500);
    while (/^vm_active_merges\{type="storage\/\w+"\} [1-9]/m.test(await this.get('/metrics')));
    // Old parts are deleted shortly after they are merged.
    await sleep(2000);
  }

  async size(): Promise<VictoriaMetricsSize> {
    const metrics = await this.get('/metrics');
    const sum = (name: string, type: string): number =>
      [...metrics.matchAll(new RegExp(`^${name}\\{type="${type}/\\w+"\\} (\\S+)$`, 'gm'))].reduce(
        (total, [, value]) => total + Number(value),
        0,
      );
    return {
      rows: sum('vm_rows', 'storage'),
      dataBytes: sum('vm_data_size_bytes', 'storage'),
      indexBytes: sum('vm_data_size_bytes', 'indexdb'),
    };
  }

  /** Returns the text of a response. */
  async get(path: string, query: Readonly<Record<string, string>> = {}): Promise<string> {
    const response = await fetch(`${this.url}${path}?${new URLSearchParams(query).toString()}`);
    if (!response.ok) throw new Error(`${path} returned ${response.status}: ${await response.text()}`);
    return response.text();
  }

  /** Returns the number of lines in a response, counted while streaming. */
  async countLines(path: string, query: Readonly<Record<string, string>>): Promise<number> {
    const response = await fetch(`${this.url}${path}?${new URLSearchParams(query).toString()}`);
    if (!response.ok) throw new Error(`${path} returned ${response.status}: ${await response.text()}`);
    let lines = 0;
    for await (const chunk of response.body!) for (const byte of chunk) if (byte === 10) lines++;
    return lines;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      this.child.kill();
      await once(this.child, 'exit');
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private async import(body: string): Promise<void> {
    const response = await fetch(`${this.url}/api/v1/import`, { method: 'POST', body });
    if (!response.ok) throw new Error(`The import returned ${response.status}: ${await response.text()}`);
  }

  private async isUp(): Promise<boolean> {
    return this.get('/health').then(
      () => true,
      () => false,
    );
  }
}

function toImportLine(
  key: string,
  device: string,
  times: Float64Array,
  column: Float64Array,
): string | undefined {
  const isWhole = !column.some(Number.isNaN);
  const values = isWhole ? column : column.filter((value) => !Number.isNaN(value));
  if (values.length === 0) return undefined;
  const stamps = isWhole ? times : times.filter((_time, index) => !Number.isNaN(column[index]));
  return `{"metric":{"__name__":"${key}","device":"${device}"},"values":[${values.join()}],"timestamps":[${stamps.join()}]}\n`;
}
