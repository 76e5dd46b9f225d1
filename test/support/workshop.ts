import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { DiagnosticsModule } from '#diagnostics';
import { databaseUrlFor, PlatformModule, systemScope, type Scope, UnitOfWork } from '#platform';
import { PartsModule } from '#parts';
import { ServiceModule } from '#service';
import { SupplyModule } from '#supply';
import { DeviceDirectory, TelemetryIntake, TelemetryModule, TelemetryStore } from '#telemetry';
import { receive } from './receive.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { createMaker, type CustomerOfWorld, type MakerOfWorld, type PersonOfWorld } from './world.js';

/** The current time in the workshop. */
export const NOW = new Date('2026-10-20T12:00:00Z');

export interface WorkMachine {
  readonly id: string;
  readonly serial: string;
  readonly deviceCode: string;
  readonly deviceKey: number;
}

/** `[seconds after the beginning, pressure, temperature]`; null for a missing value. */
export type Row = readonly [number, number | null, number | null];

/** First device time of rows. */
export const BEGINNING = Date.parse('2026-10-20T08:00:00Z');

/**
 * The libs of diagnostics and service on a separate database, with two makers created by `test/support/world.ts`.
 * Readings are stored as usual: through the store of ingest, under its own role.
 */
export class Workshop {
  private constructor(
    readonly database: TestDatabase,
    readonly owner: pg.Client,
    readonly app: INestApplicationContext,
    readonly one: MakerOfWorld,
    readonly other: MakerOfWorld,
    private readonly ingest: pg.Pool,
    private readonly home: string,
    private readonly modelId: string,
  ) {}

  static async open(): Promise<Workshop> {
    const database = await createTestDatabase();
    const owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    const one = await createMaker(owner, 'one');
    const other = await createMaker(owner, 'other');
    const home = mkdtempSync(join(tmpdir(), 'dutycycle-workshop-'));
    const testing = await Test.createTestingModule({
      imports: [
        PlatformModule.forRoot({
          databaseUrl: databaseUrlFor('dutycycle_app', database.url, database.secret),
          applicationName: 'workshop',
          poolSize: 6,
          clockOffsetMs: NOW.getTime() - Date.now(),
          filesFolder: home,
          secret: database.secret,
        }),
        TelemetryModule,
        PartsModule,
        DiagnosticsModule,
        SupplyModule,
        ServiceModule,
      ],
    }).compile();
    testing.useLogger(false);
    const app = await testing.init();
    const ingest = new pg.Pool({
      connectionString: databaseUrlFor('dutycycle_ingest', database.url, database.secret),
      pipeline: true,
      max: 2,
    });
    // A test may end connections. The pool then opens others.
    ingest.on('error', () => undefined);
    const modelId = uuidv7();
    await owner.query(
      `insert into equipment_model (maker_id, id, code, name, required_skill) values ($1, $2, 'RIG', 'Rig', 'service')`,
      [one.makerId, modelId],
    );
    for (const [key, unit] of [
      ['pressure', 'bar'],
      ['temperature', 'Cel'],
    ]) {
      await owner.query(
        `insert into signal (maker_id, id, model_id, key, unit, kind) values ($1, $2, $3, $4, $5, 'gauge')`,
        [one.makerId, uuidv7(), modelId, key, unit],
      );
    }
    return new Workshop(database, owner, app, one, other, ingest, home, modelId);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.ingest.end();
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

  get system(): Scope {
    return systemScope(this.one.makerId);
  }

  get model(): string {
    return this.modelId;
  }

  /** Returns the scope of a person of the first maker, or of the given maker. */
  scopeOf(person: PersonOfWorld, customer?: CustomerOfWorld, maker: MakerOfWorld = this.one): Scope {
    return {
      makerId: maker.makerId,
      userId: person.userId,
      customers: customer ? [customer.customerId] : 'all',
      ...(person.role === 'technician' && { hubId: maker.ids.hub }),
      actor: 'user',
    };
  }

  /** Adds a machine of the rig model at a customer's site, with one controller. */
  async addMachine(serial: string, customer: CustomerOfWorld = this.one.customers[0]): Promise<WorkMachine> {
    const makerId = this.one.makerId;
    const id = uuidv7();
    await this.owner.query(
      `insert into machine (maker_id, id, serial, model_id, owner, lifecycle, shipped_at)
       values ($1, $2, $3, $4, 'maker', 'in_service', '2026-01-01')`,
      [makerId, id, serial, this.modelId],
    );
    await this.owner.query(
      `insert into placement (maker_id, id, machine_id, site_id, customer_id, during) values ($1, $2, $3, $4, $5, '[2026-01-05,)')`,
      [makerId, uuidv7(), id, customer.ids.site, customer.customerId],
    );
    return { id, serial, deviceCode: serial, deviceKey: await this.addDevice(id, serial) };
  }

  async addDevice(machineId: string, code: string): Promise<number> {
    const { rows } = await this.owner.query<{ device_key: number }>(
      `insert into device (maker_id, id, code, kind, machine_id) values ($1, $2, $3, 'controller', $4) returning device_key`,
      [this.one.makerId, uuidv7(), code, machineId],
    );
    return rows[0]!.device_key;
  }

  /** Sends rows as messages of a device and waits until they are stored. The second of a row is its sequence number. */
  async send(deviceCode: string, rows: readonly Row[]): Promise<{ stored: number; duplicates: number }> {
    const intake = new TelemetryIntake({
      store: new TelemetryStore(this.ingest, () => NOW.getTime()),
      heldBytesLimit: 1e9,
      onPressure: () => undefined,
      onRetry: () => undefined,
      onFaults: () => undefined,
      onStored: () => undefined,
    });
    const device = await new DeviceDirectory(this.ingest, () => NOW.getTime()).findByName('one', deviceCode);
    const receipts = await Promise.all(
      chunk(rows, 200).map((part) =>
        receive(intake, {
          device: device!,
          topic: `eaas/one/${deviceCode}/telemetry`,
          payload: Buffer.from(
            JSON.stringify(
              part.map(([second, pressure, temperature]) => ({
                ts: BEGINNING + second * 1000,
                seq: second,
                g: { pressure, temperature },
              })),
            ),
          ),
          receivedMs: NOW.getTime(),
        }),
      ),
    );
    const faults = receipts.flatMap((receipt) => receipt.faults);
    if (faults.length > 0) throw new Error(`Not stored: ${JSON.stringify(faults[0])}`);
    return {
      stored: receipts.reduce((sum, { stored }) => sum + stored, 0),
      duplicates: receipts.reduce((sum, { duplicates }) => sum + duplicates, 0),
    };
  }

  /** Returns the first maker's events after the given number of events, oldest first. */
  async events(after = 0): Promise<{ name: string; payload: Record<string, string> }[]> {
    const { rows } = await this.owner.query<{ name: string; payload: Record<string, string> }>(
      `select name, payload from outbox_event where maker_id = $1 and name <> 'a.fact' order by id offset $2`,
      [this.one.makerId, after],
    );
    return rows;
  }
}

function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  const parts: Item[][] = [];
  for (let i = 0; i < items.length; i += size) parts.push(items.slice(i, i + size));
  return parts;
}
