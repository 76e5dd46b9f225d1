import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { databaseUrlFor, PlatformModule, type Scope, systemScope, UnitOfWork } from '#platform';
import {
  DeviceApiStore,
  DeviceDirectory,
  GapLedger,
  type IntakeLedger,
  type KnownDevice,
  QuarantineReplayStore,
  ReadingPacker,
  RollupRenewal,
  type Receipt,
  TelemetryIntake,
  TelemetryModule,
  TelemetryStore,
} from '#telemetry';
import { GatewayNames } from '../../../apps/ingest/src/formats/gateway-names.js';
import { QuarantineRetries } from '../../../apps/ingest/src/quarantine-retries.js';
import { receive } from '../../support/receive.js';
import { listStoredReadings } from '../../support/readings.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { createMaker, type CustomerOfWorld, type MakerOfWorld } from '../../support/world.js';

/** The current time in the tests of telemetry, later than all data that `test/support/world.ts` creates. */
export const NOW = new Date('2026-10-20T12:00:00Z');

/** Telemetry on a separate database: writes as ingest does, and reads as the API does. */
export class TelemetryFixture {
  /** Receipt time of messages, which tests change. */
  arrival = NOW;
  private intake: TelemetryIntake;
  private metronome: KnownDevice | undefined;
  private seconds = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly owner: pg.Client,
    readonly app: INestApplicationContext,
    readonly maker: MakerOfWorld,
    private readonly ingestPool: pg.Pool,
    readonly directory: DeviceDirectory,
    private readonly home: string,
  ) {
    this.restartIntake();
  }

  /** Simulates a restart of ingest, after which only the database remains. */
  restartIntake(): void {
    this.intake = this.openIntake();
  }

  /** @param quarantineLimit maximum number of messages per device; by default as in the product */
  openStore(quarantineLimit?: number): TelemetryStore {
    return new TelemetryStore(this.ingestPool, () => this.arrival.getTime(), false, quarantineLimit);
  }

  /** Creates an intake like that of another process of ingest: it shares only the database with others. */
  openIntake(onRetry = rethrow, ledger?: IntakeLedger, store = this.openStore()): TelemetryIntake {
    return new TelemetryIntake({
      store,
      heldBytesLimit: 1e9,
      onPressure: () => undefined,
      onRetry,
      onFaults: () => undefined,
      onStored: () => undefined,
      ledger,
      now: () => this.arrival.getTime(),
    });
  }

  static async open(): Promise<TelemetryFixture> {
    const database = await createTestDatabase();
    const owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    const maker = await createMaker(owner, 'one');
    const home = mkdtempSync(join(tmpdir(), 'dutycycle-telemetry-'));
    const testing = await Test.createTestingModule({
      imports: [
        PlatformModule.forRoot({
          databaseUrl: databaseUrlFor('dutycycle_app', database.url, database.secret),
          applicationName: 'telemetry',
          poolSize: 4,
          clockOffsetMs: NOW.getTime() - Date.now(),
          filesFolder: home,
          secret: database.secret,
        }),
        TelemetryModule,
      ],
    }).compile();
    testing.useLogger(false);
    const pool = new pg.Pool({
      connectionString: databaseUrlFor('dutycycle_ingest', database.url, database.secret),
      pipeline: true,
      max: 4,
    });
    const directory = new DeviceDirectory(pool, () => NOW.getTime());
    return new TelemetryFixture(database, owner, await testing.init(), maker, pool, directory, home);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.ingestPool.end();
    await this.owner.end();
    await this.database.drop();
    rmSync(this.home, { recursive: true, force: true });
  }

  get<T>(service: Type<T>): T {
    return this.app.get(service, { strict: false });
  }

  get unitOfWork(): UnitOfWork {
    return this.get(UnitOfWork);
  }

  get a(): CustomerOfWorld {
    return this.maker.customers[0];
  }

  get b(): CustomerOfWorld {
    return this.maker.customers[1];
  }

  get system(): Scope {
    return systemScope(this.maker.makerId);
  }

  get engineer(): Scope {
    const { userId } = this.maker.staff.engineer;
    return { makerId: this.maker.makerId, userId, customers: 'all', actor: 'user' };
  }

  asCustomer(customer: CustomerOfWorld): Scope {
    const { userId } = customer.people.customer_admin;
    return { makerId: this.maker.makerId, userId, customers: [customer.customerId], actor: 'user' };
  }

  /** Adds a machine at a customer's site with a device, without received data. */
  async addDevice(customer: CustomerOfWorld = this.a): Promise<{ device: KnownDevice; machineId: string }> {
    const { makerId, ids } = this.maker;
    const {
      rows: [row],
    } = await this.owner.query<{ machine_id: string; device_key: number }>(
      `with machine as (
         insert into machine (maker_id, id, serial, model_id, owner, lifecycle, shipped_at)
         values ($1, gen_random_uuid(), gen_random_uuid()::text, $2, 'maker', 'in_service', '2026-01-01') returning *),
       placement as (
         insert into placement (maker_id, id, machine_id, site_id, customer_id, during)
         select $1, gen_random_uuid(), id, $3, $4, '[2026-01-05,)' from machine)
       insert into device (maker_id, id, code, kind, machine_id)
       select $1, gen_random_uuid(), serial, 'controller', id from machine returning machine_id, device_key`,
      [makerId, ids.equipment_model, customer.ids.site, customer.customerId],
    );
    return { device: (await this.directory.find(row!.device_key))!, machineId: row!.machine_id };
  }

  /** Sends a payload as a device. */
  send(device: KnownDevice, payload: object | string, intake = this.intake): Promise<Receipt> {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return receive(intake, {
      device,
      topic: `eaas/${device.makerSlug}/${device.code}/telemetry`,
      payload: Buffer.from(text),
      receivedMs: this.arrival.getTime(),
    });
  }

  /** Advances time until the status of every device is due, and waits until it is written. */
  async writeStatus(): Promise<void> {
    const { arrival } = this;
    this.metronome ??= (await this.addDevice()).device;
    this.arrival = new Date(arrival.getTime() + ++this.seconds * 1000);
    await this.send(this.metronome, { ts: arrival.getTime(), seq: this.seconds, g: { pressure_bar: 1 } });
    this.arrival = arrival;
  }

  async sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.owner.query<Row>(text, values)).rows;
  }

  /** Returns a device's stored readings as sortable strings. */
  async stored(device: KnownDevice): Promise<string[]> {
    return (await listStoredReadings(this.owner, device.deviceKey))
      .map(({ at, seq, timeSource, values, qualities }) =>
        JSON.stringify([at.getTime(), seq, timeSource, values, qualities]),
      )
      .sort();
  }

  /** Returns the time from which evaluation must resume for a device; null if nothing is pending. */
  async freshFrom(device: KnownDevice): Promise<Date | null> {
    const [row] = await this.sql<{ from_time: Date | null }>(
      `select to_timestamp(min(d.from_ms) / 1000.0) as from_time
         from reading_batch cross join unnest(device_keys, device_from_ms) as d (device_key, from_ms)
        where not judged and d.device_key = $1`,
      [device.deviceKey],
    );
    return row!.from_time;
  }

  /** Creates the worker's packer of batches. */
  packer(now = (): Date => NOW): ReadingPacker {
    return new ReadingPacker(this.ingestPool, now);
  }

  /** Creates the worker's job that renews earlier rollups. */
  renewal(): RollupRenewal {
    return new RollupRenewal(this.ingestPool);
  }

  /** Creates the job of ingest that replays quarantined messages. */
  openRetries(): QuarantineRetries {
    const { directory } = this;
    const now = (): Date => this.arrival;
    return new QuarantineRetries({
      replays: new QuarantineReplayStore(this.ingestPool, now),
      store: this.openStore(),
      names: new GatewayNames(new DeviceApiStore(this.ingestPool, now), directory, () => now().getTime()),
      directory,
      onError: rethrow,
    });
  }

  /** Creates the worker's gap ledger. */
  gapLedger(now = (): Date => NOW): GapLedger {
    return new GapLedger(this.ingestPool, now);
  }
}

function rethrow(error: unknown): void {
  throw error;
}
