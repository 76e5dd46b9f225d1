import pg from 'pg';
import { type ProductProcess, type RunningProduct, startProduct } from '../../test/support/product.js';
import { createBulkFleet, type FleetMachine } from './bulk-fleet.js';
import type { FleetGenerator, FleetLink, FleetOrder, FleetReport } from './fleet-generator.process.js';
import { MemoryWatch } from './memory-watch.js';
import { ProcessTree } from './process-tree.js';
import { countReadings } from './stored-readings.js';

const NODE_PROCESSES: readonly ProductProcess[] = ['supervisor', 'api', 'ingest', 'worker'];
const MEMORY_EVERY_MS = 2000;

/** Settings that determine the durability and speed of commits. */
const REPORTED_SETTINGS = [
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_level',
  'wal_sync_method',
  'wal_compression',
  'shared_buffers',
  'max_wal_size',
  'autovacuum',
];

export interface LoadFigures {
  readonly report: FleetReport;
  /** Number of readings that the run added to the database. */
  readonly stored: number;
  /** Maximum total memory of the product's Node processes, MiB. */
  readonly peakMemory: number;
  /** CPU time from the last CONNACK to the last PUBACK, seconds. */
  readonly productCpu: number;
  readonly postgresCpu: number;
  /** Growth of the database, bytes. */
  readonly databaseBytes: number;
  /** Growth of the WAL, bytes. */
  readonly walBytes: number;
}

/** A separate product on this machine, all parts embedded, with the resource usage of a generator run. */
export class LoadedProduct {
  private constructor(
    private readonly product: RunningProduct,
    readonly database: pg.Client,
  ) {}

  /** @param env settings of the product, such as an external broker */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<LoadedProduct> {
    const product = await startProduct({ args: ['--empty'], env });
    const database = new pg.Client({ connectionString: product.databaseUrl });
    await database.connect();
    return new LoadedProduct(product, database);
  }

  get portalUrl(): string {
    return this.product.portalUrl;
  }

  get databaseUrl(): string {
    return this.product.databaseUrl;
  }

  /** Address to which devices connect. */
  get endpoint(): { host: string; port: number } {
    const { hostname, port } = new URL(this.product.mqttUrl);
    return { host: hostname, port: Number(port) };
  }

  pidOf(name: ProductProcess): Promise<number | undefined> {
    return this.product.pidOf(name);
  }

  createFleet(wanted: { makers: number; machines: number; prefix?: string }): Promise<FleetMachine[]> {
    return createBulkFleet(this.database, wanted);
  }

  /** Returns `name = value` for the settings that are needed to interpret the figures. */
  async settings(): Promise<string[]> {
    const { rows } = await this.database.query<{ name: string; setting: string; unit: string | null }>(
      'select name, setting, unit from pg_settings where name = any($1) order by array_position($1, name)',
      [REPORTED_SETTINGS],
    );
    return rows.map(({ name, setting, unit }) => `${name} = ${setting}${unit ? ` x ${unit}` : ''}`);
  }

  /** Runs an order against the product and measures both. */
  async measure(
    generator: FleetGenerator,
    order: Omit<FleetOrder, 'host' | 'port'>,
    onNotice: Parameters<FleetGenerator['run']>[1] = () => undefined,
  ): Promise<LoadFigures> {
    const before = await this.counters();
    let cpuBefore = await this.cpu();
    const memory = new MemoryWatch(() => this.nodePids(), MEMORY_EVERY_MS);
    let connected: Promise<void> = Promise.resolve();
    const report = await generator
      .run({ ...order, ...this.endpoint }, (notice) => {
        if (notice.kind === 'connected') connected = this.cpu().then((cpu) => void (cpuBefore = cpu));
        onNotice(notice);
      })
      .finally(() => memory.stop());
    await connected;
    const cpu = await this.cpu();
    const after = await this.counters();
    return {
      report,
      stored: after.readings - before.readings,
      peakMemory: memory.peak,
      productCpu: cpu.product - cpuBefore.product,
      postgresCpu: cpu.postgres - cpuBefore.postgres,
      databaseBytes: after.databaseBytes - before.databaseBytes,
      walBytes: after.walBytes - before.walBytes,
    };
  }

  async stop(): Promise<void> {
    await this.database.end();
    await this.product.stop();
  }

  private async nodePids(): Promise<number[]> {
    const pids = await Promise.all(NODE_PROCESSES.map((name) => this.product.pidOf(name)));
    return pids.filter((pid) => pid !== undefined);
  }

  /** Returns the CPU time so far, in seconds. */
  async cpu(): Promise<{ product: number; postgres: number }> {
    const supervisor = await this.product.pidOf('supervisor');
    const postgres = await this.product.pidOf('postgres');
    if (supervisor === undefined || postgres === undefined) throw new Error('The product is not running');
    const tree = ProcessTree.read();
    return {
      product: tree.cpuSecondsOf(supervisor, [postgres]),
      postgres: tree.cpuSecondsOf(postgres),
    };
  }

  private async counters(): Promise<{ readings: number; databaseBytes: number; walBytes: number }> {
    const { rows } = await this.database.query<{ database: string; wal: string }>(
      `select pg_database_size(current_database()) as database, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as wal`,
    );
    return {
      readings: await countReadings(this.database),
      databaseBytes: Number(rows[0]!.database),
      walBytes: Number(rows[0]!.wal),
    };
  }
}

/** Returns one connection per machine. */
export function ownLinks(fleet: readonly FleetMachine[]): FleetLink[] {
  return fleet.map(({ username, password, topic }) => ({
    clientId: topic,
    username,
    password,
    topics: [`${topic}/telemetry`],
  }));
}
