import { createHash } from 'node:crypto';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import pg from 'pg';
import { pino } from 'pino';
import type { ExternalBroker, IngestConfig } from '../../../apps/ingest/src/config.js';
import { Ingest } from '../../../apps/ingest/src/ingest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { findFreePort } from '../../support/free-port.js';

/** A device that can connect. */
export interface SignedDevice {
  readonly id: string;
  readonly key: number;
  readonly code: string;
  readonly username: string;
  /** Password, and also access token of the device. */
  readonly password: string;
}

/** Ingest with its embedded edge or behind a broker, on a separate database, with devices of a maker. */
export class FormatsFixture {
  private readonly clients: MqttClient[] = [];
  private deviceCount = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly owner: pg.Client,
    readonly makerId: string,
    private readonly siteId: string,
    readonly ingest: Ingest,
    readonly port: number,
    readonly httpPort: number,
  ) {}

  /** @param broker the broker for ingest and devices; by default the embedded broker */
  static async open(broker?: ExternalBroker): Promise<FormatsFixture> {
    const database = await createTestDatabase();
    const owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    owner.on('error', () => undefined);
    const { rows } = await owner.query<{ maker_id: string; id: string }>(
      `with m as (
         insert into maker (id, slug, name, brand, country, zone, created_at)
         values (gen_random_uuid(), 'acme', 'Acme', 'Acme', 'PL', 'Europe/Warsaw', now()) returning id),
       c as (
         insert into customer (maker_id, id, code, name, country)
         select id, gen_random_uuid(), 'C', 'Customer', 'PL' from m returning maker_id, id)
       insert into site (maker_id, id, customer_id, code, name, country, zone)
       select maker_id, gen_random_uuid(), id, 'S', 'Plant', 'PL', 'Europe/Warsaw' from c returning maker_id, id`,
    );
    const port = broker ? Number(new URL(broker.url).port) : await findFreePort();
    const httpPort = await findFreePort();
    const ingest = createIngest(database, httpPort, broker ?? embeddedBrokerConfig(port));
    await ingest.start();
    return new FormatsFixture(database, owner, rows[0]!.maker_id, rows[0]!.id, ingest, port, httpPort);
  }

  async close(): Promise<void> {
    await this.disconnectClients();
    await this.ingest.stop();
    await this.owner.end();
    await this.database.drop();
  }

  async disconnectClients(): Promise<void> {
    await Promise.all(this.clients.splice(0).map((client) => client.endAsync(true)));
  }

  /** Adds a device at a customer's site, with a password. */
  async addDevice(
    kind: 'controller' | 'gateway' | 'instrument' = 'instrument',
    createsDevices = false,
  ): Promise<SignedDevice> {
    const number = ++this.deviceCount;
    const code = `D-${number}`;
    const password = `secret-of-${code}`;
    const [row] = await this.sql<{ id: string; key: number }>(
      `insert into device (maker_id, id, code, kind, site_id, creates_devices) values ($1, gen_random_uuid(), $2, $3, $4, $5)
       returning id, device_key as key`,
      [this.makerId, code, kind, this.siteId, createsDevices],
    );
    const username = `acme/${code}/1`;
    await this.sql(
      `insert into device_credential (maker_id, id, device_id, username, secret_hash, created_at) values ($1, gen_random_uuid(), $2, $3, $4, now())`,
      [this.makerId, row!.id, username, createHash('sha256').update(password).digest('hex')],
    );
    return { ...row!, code, username, password };
  }

  /**
   * Describes signals of a device before it connects.
   * @param kinds kinds of signals by key
   */
  async describe(device: SignedDevice, kinds: Readonly<Record<string, string>>): Promise<void> {
    for (const [key, kind] of Object.entries(kinds)) {
      await this.sql(
        `insert into signal (maker_id, id, device_id, key, unit, kind) values ($1, gen_random_uuid(), $2, $3, '1', $4)`,
        [this.makerId, device.id, key, kind],
      );
    }
  }

  async connect(device: SignedDevice, options: IClientOptions = {}): Promise<MqttClient> {
    const { username, password } = device;
    const client = await mqtt.connectAsync({
      host: '127.0.0.1',
      port: this.port,
      username,
      password,
      reconnectPeriod: 0,
      ...options,
    });
    this.clients.push(client);
    return client;
  }

  /** Returns the last values of a device as soon as they contain a key. */
  async waitForValues(
    deviceKey: number,
    key: string,
  ): Promise<Record<string, { v: unknown; t: number; q?: number }>> {
    return waitFor(async () => {
      const [row] = await this.sql<{ last_values: Record<string, { v: unknown; t: number; q?: number }> }>(
        'select last_values from device_status where device_key = $1',
        [deviceKey],
      );
      return row && key in row.last_values ? row.last_values : undefined;
    });
  }

  /** Returns a device behind a gateway by its name, as soon as it exists. */
  async findDeviceBehind(gateway: SignedDevice, name: string): Promise<{ id: string; key: number }> {
    return waitFor(async () => {
      const [row] = await this.sql<{ id: string; key: number }>(
        `select d.id, d.device_key as key from gateway_device g join device d on d.maker_id = g.maker_id and d.id = g.device_id
          where g.gateway_id = $1 and g.name = $2`,
        [gateway.id, name],
      );
      return row;
    });
  }

  /** Creates a command in the database, as the portal does. */
  async createCommand(deviceId: string, method: string, wantsAnswer = true): Promise<string> {
    const [row] = await this.sql<{ id: string }>(
      `insert into device_command (maker_id, id, device_id, method, params, wants_answer, reason, state, created_at, expires_at)
       values ($1, gen_random_uuid(), $2, $3, '{"x":1}', $4, 'test', 'QUEUED', now(), now() + interval '1 hour') returning id`,
      [this.makerId, deviceId, method, wantsAnswer],
    );
    return row!.id;
  }

  /** Returns a command as soon as it is in a state. */
  async waitForCommand(id: string, state: string): Promise<{ state: string; answer: unknown }> {
    return waitFor(async () => {
      const [row] = await this.sql<{ state: string; answer: unknown }>(
        'select state, answer from device_command where id = $1',
        [id],
      );
      return row?.state === state ? row : undefined;
    });
  }

  async quarantined(deviceId: string): Promise<{ reason: string; params: object; payload: string }[]> {
    return this.sql('select reason, params, payload from quarantine_entry where device_id = $1 order by id', [
      deviceId,
    ]);
  }

  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.owner.query<Row>(text, values)).rows;
  }
}

/** Creates an instance of ingest on a fixture's database. */
export function createIngest(
  database: TestDatabase,
  httpPort: number | null,
  broker: IngestConfig['broker'],
): Ingest {
  return new Ingest(
    {
      databaseUrl: database.url,
      secret: database.secret,
      clockOffsetMs: 0,
      logLevel: 'silent',
      healthPort: null,
      healthHost: '127.0.0.1',
      http: httpPort === null ? null : { host: '127.0.0.1', port: httpPort, tls: null },
      brokerAuth: null,
      heldBytesLimit: 1e8,
      quarantineKept: 10_000,
      broker,
    },
    pino({ level: 'silent' }),
  );
}

function embeddedBrokerConfig(port: number): IngestConfig['broker'] {
  return { kind: 'embedded', host: '127.0.0.1', port, internalPort: null, tls: null };
}

async function waitFor<T>(query: () => Promise<T | undefined>): Promise<T> {
  const answer = await eventually(query, (found) => found !== undefined);
  if (answer === undefined) throw new Error('No result within the time limit');
  return answer;
}

/** Returns the next message on a topic, parsed from JSON. */
export function nextJson(client: MqttClient, topic: string): Promise<unknown> {
  return new Promise((resolve) => {
    const listen = (receivedTopic: string, payload: Buffer): void => {
      if (receivedTopic !== topic) return;
      client.off('message', listen);
      resolve(JSON.parse(payload.toString('utf8')));
    };
    client.on('message', listen);
  });
}
