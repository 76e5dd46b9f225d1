import pg from 'pg';
import { type ProductProcess, type RunningProduct, startProduct } from '../../../test/support/product.js';
import type { MakerOfWorld } from '../../../test/support/world.js';
import { CopiedMaker } from './copies.js';
import { ApiClient } from './http.js';
import { CONTRACT_CLASSES } from './profiles.js';
import { makeTemplates, runMonth, type WorldMonths } from './templates.js';

const NODE_PROCESSES: readonly ProductProcess[] = ['supervisor', 'api', 'ingest', 'worker'];
const HOURS = 24;

export interface BilledMaker {
  readonly copy: CopiedMaker;
  readonly api: ApiClient;
}

/** A product with makers and their machines. A machine has hourly readings of a month; if billed yearly, of three. */
export class BillingWorld {
  private constructor(
    readonly product: RunningProduct,
    readonly database: pg.Client,
    readonly months: WorldMonths,
    private readonly templates: MakerOfWorld,
  ) {}

  /** @param each number of different profiles per class and zone */
  static async open({
    each,
    seed,
    say,
  }: {
    readonly each: number;
    readonly seed: number;
    readonly say: (text: string) => void;
  }): Promise<BillingWorld> {
    const product = await startProduct({ args: ['--empty'] });
    const database = new pg.Client({ connectionString: product.databaseUrl });
    try {
      await database.connect();
      const months = monthsBefore(new Date());
      say(`Billing template machines for ${months.names.join(', ')} …`);
      const templates = await makeTemplates(product, database, { each, seed, months });
      return new BillingWorld(product, database, months, templates);
    } catch (error) {
      await database.end();
      await product.stop();
      throw error;
    }
  }

  /** The billed month, `YYYY-MM`. */
  get month(): string {
    return this.months.names.at(-1)!;
  }

  /**
   * Adds a maker with the given number of contracts. For contracts that are billed by the year, the earlier months are
   * already billed.
   * @param hasUsage true if usage is already calculated
   */
  async addMaker(slug: string, contracts: number, hasUsage = true): Promise<BilledMaker> {
    const { database, templates, product } = this;
    const copy = await CopiedMaker.create(database, templates, slug, contracts, { usage: hasUsage });
    const api = new ApiClient(product.portalUrl, copy.maker.staff.admin.key);
    await copy.addContracts('yearly');
    await this.refreshStatistics();
    for (const month of this.months.names.slice(0, -1)) await runMonth(api, month);
    for (const { name } of CONTRACT_CLASSES) if (name !== 'yearly') await copy.addContracts(name);
    await this.refreshStatistics();
    return { copy, api };
  }

  async pids(): Promise<number[]> {
    const pids = await Promise.all(NODE_PROCESSES.map((name) => this.product.pidOf(name)));
    return pids.filter((pid) => pid !== undefined);
  }

  async close(): Promise<void> {
    await this.database.end();
    await this.product.stop();
  }

  /**
   * A PostgreSQL in use has statistics and a visibility map. Without this step, autovacuum would create them during a
   * measurement.
   */
  private async refreshStatistics(): Promise<void> {
    await this.database.query('vacuum analyze');
    await this.database.query('checkpoint');
  }
}

/**
 * Returns the last month of thirty days that ended at least two days ago in UTC, and thus has ended in every time zone,
 * and the two months before it.
 */
function monthsBefore(now: Date): WorldMonths {
  for (let back = 1; ; back++) {
    const from = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1);
    const to = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back + 1, 1);
    const days = (to - from) / (HOURS * 3_600_000);
    if (days !== 30 || to + 2 * HOURS * 3_600_000 > now.getTime()) continue;
    const starts = [2, 1, 0].map((before) =>
      Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back - before, 1),
    );
    const names = starts.map((ms) => new Date(ms).toISOString().slice(0, 7));
    return { names, startsOn: `${names[0]}-01`, from: starts[0]!, billedFrom: from, to };
  }
}
