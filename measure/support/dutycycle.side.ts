import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import pg from 'pg';
import { inPackingTransaction } from '../../libs/telemetry/src/store/chunks/packing-transaction.js';
import { storeHistory } from '../../libs/telemetry/src/store/history.store.js';
import { type RunningProduct, startProduct } from '../../test/support/product.js';
import { createMaker, type MakerOfWorld } from '../../test/support/world.js';
import { countPoints, type History, type HistoryBlock } from './history.js';
import { addMachines, type HistoryMachine } from './history-machines.js';
import type { HistorySide } from './history-side.js';
import { ShapedColumns } from './shaped-columns.js';
import { ageReadings, sizeReadings, sizeTables } from './stored-readings.js';

/** The product as one side of a comparison: its API over HTTP, as used by the portal. */
export class DutycycleSide implements HistorySide {
  readonly name = 'Dutycycle';
  private readonly machines = new Map<string, HistoryMachine>();

  private constructor(
    private readonly product: RunningProduct,
    private readonly database: pg.Client,
    private readonly pool: pg.Pool,
    private readonly maker: MakerOfWorld,
  ) {}

  static async start(): Promise<DutycycleSide> {
    const product = await startProduct({ args: ['--empty'] });
    const database = new pg.Client({ connectionString: product.databaseUrl });
    await database.connect();
    const maker = await createMaker(database, 'history');
    const pool = new pg.Pool({ connectionString: product.databaseUrl, max: 2 });
    return new DutycycleSide(product, database, pool, maker);
  }

  /** Writes packed readings directly, with the storage code of the import. */
  async load(history: History): Promise<number> {
    await this.describe(history);
    const columns = new ShapedColumns(history.signals.map(({ key }) => key));
    let points = 0;
    for (const block of history.blocks()) {
      points += countPoints(block);
      await this.store(block, columns);
    }
    return points;
  }

  async age(): Promise<void> {
    await ageReadings(this.product.databaseUrl);
    await this.database.query('vacuum analyze reading_chunk, reading_rollup');
  }

  bytes(): Promise<number> {
    return sizeReadings(this.database);
  }

  /** Returns bytes by table. */
  tables(): Promise<Map<string, number>> {
    return sizeTables(this.database);
  }

  async chart(device: string, signal: string, fromMs: number, toMs: number, width: number): Promise<number> {
    const { series } = await this.fetchJson<{ series: { points: unknown[] }[] }>(
      `machines/${this.machines.get(device)!.id}/history`,
      { signals: signal, points: String(width), from: iso(fromMs), to: iso(toMs) },
    );
    return series.reduce((sum, { points }) => sum + 2 * points.length, 0);
  }

  async latest(signals: readonly string[]): Promise<number> {
    const { machines } = await this.fetchJson<{ machines: { values: object }[] }>('fleet/values', {
      signals: signals.join(','),
    });
    return machines.reduce((sum, { values }) => sum + Object.keys(values).length, 0);
  }

  /** Yields the values of one device as the product returns them, both ends inclusive. */
  async *values(
    device: string,
    fromMs: number,
    toMs: number,
  ): AsyncIterable<{ signal: string; timeMs: number; value: unknown }> {
    const response = await this.get('readings/export', {
      format: 'ndjson',
      machines: this.machines.get(device)!.id,
      from: iso(fromMs),
      to: iso(toMs + 1),
    });
    for await (const line of createInterface({
      input: Readable.from(response.body!),
      crlfDelay: Infinity,
    })) {
      const row = JSON.parse(line) as { signal: string; device_time: string; value: unknown };
      yield { signal: row.signal, timeMs: Date.parse(row.device_time), value: row.value };
    }
  }

  /** Exports CSV, one line per value. */
  async export(fromMs: number, toMs: number): Promise<number> {
    const response = await this.get('readings/export', {
      format: 'csv',
      from: iso(fromMs),
      to: iso(toMs),
    });
    let lines = 0;
    for await (const piece of response.body!) lines += countLines(piece as Uint8Array);
    return lines - 1;
  }

  async stop(): Promise<void> {
    await this.pool.end();
    await this.database.end();
    await this.product.stop();
  }

  private async describe({ signals }: History): Promise<void> {
    await this.database.query(
      `insert into signal (maker_id, id, model_id, key, unit, kind, decimals, position)
       select $1, gen_random_uuid(), $2, key, unit, kind, 4, 100 + row_number() over ()
         from jsonb_to_recordset($3) as s (key text, unit text, kind text)
        where not exists (select from signal known where known.model_id = $2 and known.key = s.key)`,
      [this.maker.makerId, this.maker.ids.equipment_model, JSON.stringify(signals)],
    );
  }

  private async store(block: HistoryBlock, columns: ShapedColumns): Promise<void> {
    const { makerId } = this.maker;
    const machine = this.machines.get(block.device) ?? (await this.add(block.device));
    const sent = columns.toBlock(block);
    await inPackingTransaction(this.pool, makerId, (client) =>
      storeHistory(
        client,
        makerId,
        [
          {
            device: { makerId, deviceId: machine.deviceId, deviceKey: machine.deviceKey },
            block: sent,
            rows: new Float64Array(sent.count),
          },
        ],
        { now: () => Date.now(), lock: true },
      ),
    );
  }

  private async add(serial: string): Promise<HistoryMachine> {
    const machine = (await addMachines(this.database, this.maker, [serial])).get(serial)!;
    this.machines.set(serial, machine);
    return machine;
  }

  private async fetchJson<Answer>(path: string, query: Readonly<Record<string, string>>): Promise<Answer> {
    return (await (await this.get(path, query)).json()) as Answer;
  }

  private async get(path: string, query: Readonly<Record<string, string>>): Promise<Response> {
    const url = `${this.product.portalUrl}/api/v1/${path}?${new URLSearchParams(query).toString()}`;
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${this.maker.staff.admin.key}` },
    });
    if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
    return response;
  }
}

/** Uses `indexOf`, because a loop over every byte takes as long as the export itself. */
function countLines(piece: Uint8Array): number {
  let lines = 0;
  for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++;
  return lines;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
