import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { EquipmentModule, type Machine, MachinesService } from '#equipment';
import { databaseUrlFor, DomainError, PlatformModule, systemScope, type Scope, UnitOfWork } from '#platform';
// Required by foreign keys to tables of other libs.
import '#service';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { storeReadings } from '../../support/readings.js';
import {
  createMaker,
  type CustomerOfWorld,
  type MakerOfWorld,
  type PersonOfWorld,
} from '../../support/world.js';

/** The current time in the tests of the registry. */
export const NOW = new Date('2026-10-20T12:00:00Z');

export const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

/** The registry on a separate database, with two makers created by `test/support/world.ts`. */
export class RegistryFixture {
  private serials = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly owner: pg.Client,
    readonly app: INestApplicationContext,
    readonly one: MakerOfWorld,
    readonly other: MakerOfWorld,
    private readonly home: string,
  ) {}

  static async open(): Promise<RegistryFixture> {
    const database = await createTestDatabase();
    const owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    const one = await createMaker(owner, 'one');
    const other = await createMaker(owner, 'other');
    const home = mkdtempSync(join(tmpdir(), 'dutycycle-registry-'));
    const testing = await Test.createTestingModule({
      imports: [
        PlatformModule.forRoot({
          databaseUrl: databaseUrlFor('dutycycle_app', database.url, database.secret),
          applicationName: 'registry',
          poolSize: 6,
          clockOffsetMs: NOW.getTime() - Date.now(),
          filesFolder: home,
          secret: database.secret,
        }),
        EquipmentModule,
      ],
    }).compile();
    testing.useLogger(false);
    return new RegistryFixture(database, owner, await testing.init(), one, other, home);
  }

  async close(): Promise<void> {
    await this.app.close();
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

  /** Scope of the first maker's engineer, who maintains the registry. */
  get engineer(): Scope {
    return this.scopeOf(this.one.staff.engineer);
  }

  get system(): Scope {
    return systemScope(this.one.makerId);
  }

  get a(): CustomerOfWorld {
    return this.one.customers[0];
  }

  get b(): CustomerOfWorld {
    return this.one.customers[1];
  }

  scopeOf(person: PersonOfWorld, customer?: CustomerOfWorld, maker: MakerOfWorld = this.one): Scope {
    return {
      makerId: maker.makerId,
      userId: person.userId,
      customers: customer ? [customer.customerId] : 'all',
      actor: 'user',
    };
  }

  /** Scope of a customer's administrator. */
  asCustomer(customer: CustomerOfWorld): Scope {
    return this.scopeOf(customer.people.customer_admin, customer);
  }

  nextSerial(): string {
    this.serials += 1;
    return `SN-${String(this.serials).padStart(3, '0')}`;
  }

  /** Adds a machine shipped on 1 July and running at a customer's site since 1 August. */
  async addRunningMachine(customer: CustomerOfWorld = this.a): Promise<Machine> {
    const machines = this.get(MachinesService);
    const { id } = await machines.create(this.engineer, {
      serial: this.nextSerial(),
      modelId: this.one.ids.equipment_model!,
      shippedAt: day('2026-07-01'),
    });
    const occurredAt = day('2026-08-01');
    await machines.transition(this.engineer, id, {
      to: 'commissioned',
      occurredAt,
      siteId: customer.ids.site,
    });
    return machines.transition(this.engineer, id, { to: 'in_service', occurredAt });
  }

  /** Adds a device of a machine, bypassing the services. */
  async addDevice(machineId: string, code = `D-${uuidv7()}`): Promise<{ id: string; deviceKey: number }> {
    const id = uuidv7();
    const { rows } = await this.owner.query<{ device_key: number }>(
      `insert into device (maker_id, id, code, kind, machine_id) values ($1, $2, $3, 'controller', $4) returning device_key`,
      [this.one.makerId, id, code, machineId],
    );
    return { id, deviceKey: rows[0]!.device_key };
  }

  /** Stores readings of a device as ingest does: `[device time, state]`. */
  async addReadings(deviceKey: number, readings: readonly (readonly [Date, string | null])[]): Promise<void> {
    await storeReadings(
      this.owner,
      this.one.makerId,
      deviceKey,
      readings.map(([at, state], index) => ({
        at,
        seq: index + 1,
        values: { pressure_bar: 7, state },
      })),
    );
  }

  async setStatus(
    deviceKey: number,
    status: { lastReadingAt: Date | null; values?: object; silentSince?: Date },
  ): Promise<void> {
    await this.owner.query(
      `insert into device_status (maker_id, device_key, connected, last_seen_at, last_reading_at, last_values, silent_since)
       values ($1, $2, true, $3, $3, $4, $5)
       on conflict on constraint device_status_pk do update set last_seen_at = excluded.last_seen_at,
         last_reading_at = excluded.last_reading_at, last_values = excluded.last_values, silent_since = excluded.silent_since`,
      [
        this.one.makerId,
        deviceKey,
        status.lastReadingAt,
        JSON.stringify(status.values ?? {}),
        status.silentSince ?? null,
      ],
    );
  }

  /** Returns audit entries about an object, oldest first. */
  async audited(
    entityId: string,
  ): Promise<{ action: string; actor_user_id: string | null; before: object; after: object }[]> {
    const { rows } = await this.owner.query(
      `select action, actor_user_id, before, after from audit_entry where maker_id = $1 and entity_id = $2 order by id`,
      [this.one.makerId, entityId],
    );
    return rows as never;
  }

  async events(name: string): Promise<Record<string, string>[]> {
    const { rows } = await this.owner.query<{ payload: Record<string, string> }>(
      `select payload from outbox_event where maker_id = $1 and name = $2 order by id`,
      [this.one.makerId, name],
    );
    return rows.map(({ payload }) => payload);
  }

  async count(table: string): Promise<number> {
    const { rows } = await this.owner.query<{ count: string }>(
      `select count(*) from ${table} where maker_id = $1`,
      [this.one.makerId],
    );
    return Number(rows[0]!.count);
  }
}

/** Returns the error code of a failed use case, and its invalid fields. */
export async function rejectionOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => new Error('nothing was rejected'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof DomainError)) throw error;
  return [error.code, ...error.fields.map(({ pointer, code }) => `${pointer} ${code}`)];
}
