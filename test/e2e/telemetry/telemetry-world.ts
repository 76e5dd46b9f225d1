import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { countStoredReadings, listStoredReadings, type StoredRow } from '../../support/readings.js';
import { createMaker, type MakerOfWorld } from '../../support/world.js';
import { startPostgres } from './postgres.process.js';

export const MAKER = 'tm';

/** A device that can connect. */
export interface TestDevice {
  readonly id: string;
  readonly key: number;
  readonly username: string;
  readonly password: string;
  /** `eaas/<maker>/<device>` */
  readonly topic: string;
}

/** PostgreSQL with a maker and two customers, each of them with one machine and device credentials. */
export class TelemetryWorld {
  private constructor(
    private readonly stopPostgres: () => Promise<void>,
    readonly database: TestDatabase,
    readonly owner: pg.Client,
    readonly maker: MakerOfWorld,
    readonly devices: readonly [TestDevice, TestDevice],
  ) {}

  static async create(): Promise<TelemetryWorld> {
    const stopPostgres = await startPostgres();
    const database = await createTestDatabase();
    const owner = new pg.Client({ connectionString: database.url });
    owner.on('error', () => undefined);
    await owner.connect();
    const maker = await createMaker(owner, MAKER);
    const devices = await Promise.all(
      ['a', 'b'].map(async (letter, index): Promise<TestDevice> => {
        const { rows } = await owner.query<{ id: string; device_key: number; code: string }>(
          'select id, device_key, code from device where id = $1',
          [maker.customers[index]!.ids.device],
        );
        const { id, device_key: key, code } = rows[0]!;
        return {
          id,
          key,
          username: `${MAKER}/${letter}/1`,
          password: `${MAKER}-${letter}-secret`,
          topic: `eaas/${MAKER}/${code}`,
        };
      }),
    );
    const world = new TelemetryWorld(
      stopPostgres,
      database,
      owner,
      maker,
      devices as [TestDevice, TestDevice],
    );
    await world.clear();
    return world;
  }

  async drop(): Promise<void> {
    await this.owner.end();
    await this.database.drop();
    await this.stopPostgres();
  }

  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.owner.query<Row>(text, values)).rows;
  }

  /** Returns the readings of a device after a time, in order. */
  async readings(device: TestDevice, from = '2026-11-01T00:00:00Z'): Promise<StoredRow[]> {
    const stored = await listStoredReadings(this.owner, device.key);
    return stored.filter(({ at }) => at >= new Date(from));
  }

  countReadings(device: TestDevice): Promise<number> {
    return countStoredReadings(this.owner, device.key);
  }

  quarantined(
    device: TestDevice,
  ): Promise<{ reason: string; params: Record<string, unknown>; payload: string }[]> {
    return this.sql('select reason, params, payload from quarantine_entry where device_id = $1 order by id', [
      device.id,
    ]);
  }

  /** Deletes received data, so that the next test starts without data. */
  async clear(): Promise<void> {
    await this.owner.query('delete from reading_batch');
    await this.owner.query('delete from reading_chunk');
    await this.owner.query(`update device_status set last_values = '{}', last_reading_at = null`);
    await this.owner.query('delete from quarantine_entry');
    await this.owner.query('delete from unknown_signal');
    await this.owner.query('delete from connectivity_event');
  }
}

export function connect(port: number, device: TestDevice, options: IClientOptions = {}): Promise<MqttClient> {
  const { username, password } = device;
  return mqtt.connectAsync({
    host: '127.0.0.1',
    port,
    username,
    password,
    reconnectPeriod: 0,
    ...options,
  });
}
