import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test, type TestingModule } from '@nestjs/testing';
import pg from 'pg';
import { DiagnosticsModule } from '#diagnostics';
import { Clock, databaseUrlFor, PlatformModule, type Scope } from '#platform';
import { ServiceModule } from '#service';
import type { Quality, TimeSource } from '#telemetry';
import { BillingModule } from '#billing';
import { DocumentsModule } from '#documents';
import { AssuranceModule } from '#assurance';
import { EscalationModule } from '#escalation';
import { NotificationsModule } from '#notifications';
import { RevenueModule } from '#revenue';
import { InvoicingModule } from '#invoicing';
import { PaymentsModule, type StripeSettings } from '#payments';
import { ReceivablesModule } from '#receivables';
import { createTestDatabase, type TestDatabase } from './database.js';
import { listStoredReadings, type ReadingToStore, storeReadings } from './readings.js';
import { createMaker, type CustomerOfWorld, type MakerOfWorld } from './world.js';

/** A value that a device measured at a device time. */
export interface SentValue {
  readonly at: string;
  readonly value: number | null;
  readonly seq?: number;
  readonly receivedAt?: string;
  readonly quality?: Quality;
  /** Digits of the value if a double can't represent it. */
  readonly exact?: string;
  /** 1 if the reading was timestamped on arrival. */
  readonly timeSource?: TimeSource;
}

/** The libs from platform to billing on a separate database, with the role of the app and a fixed clock. */
export class BillingFixture {
  private constructor(
    readonly database: TestDatabase,
    readonly owner: pg.Client,
    readonly app: TestingModule,
    private readonly clock: { now: Date },
    private readonly files: string,
  ) {}

  /**
   * @param existing a migrated database, which is kept when the fixture closes; by default, the fixture creates a
   *   database
   * @param stripe settings of payments by card and debit, which are off by default
   */
  static async open(
    now = '2026-12-02T08:00:00Z',
    existing?: TestDatabase,
    stripe?: StripeSettings,
  ): Promise<BillingFixture> {
    const database = existing ? { ...existing, drop: () => Promise.resolve() } : await createTestDatabase();
    const owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    const clock = { now: new Date(now) };
    const files = mkdtempSync(join(tmpdir(), 'dutycycle-billing-'));
    const app = await Test.createTestingModule({
      imports: [
        PlatformModule.forRoot({
          databaseUrl: databaseUrlFor('dutycycle_app', database.url, database.secret),
          applicationName: 'billing-test',
          poolSize: 4,
          clockOffsetMs: 0,
          filesFolder: files,
          secret: database.secret,
        }),
        // Modules that foreign keys of the schema require.
        DiagnosticsModule,
        ServiceModule,
        InvoicingModule,
        ...(stripe ? [PaymentsModule.forRoot(stripe)] : []),
        ReceivablesModule,
        BillingModule,
        AssuranceModule,
        DocumentsModule,
        RevenueModule,
        EscalationModule,
        NotificationsModule,
      ],
    })
      .overrideProvider(Clock)
      .useValue({ now: () => clock.now })
      .compile();
    return new BillingFixture(database, owner, app, clock, files);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.owner.end();
    await this.database.drop();
    rmSync(this.files, { recursive: true, force: true });
  }

  set now(instant: string) {
    this.clock.now = new Date(instant);
  }

  makeMaker(slug: string): Promise<MakerOfWorld> {
    return createMaker(this.owner, slug);
  }

  async sql<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.owner.query(text, [...values]);
    return rows as Row[];
  }

  /**
   * Adds an instrument with one counter at a site of a customer.
   * @returns id of the device
   */
  async addInstrument(
    maker: MakerOfWorld,
    customer: CustomerOfWorld,
    code: string,
    modulus?: string,
  ): Promise<string> {
    const id = await this.insert('device', maker, { code, kind: 'instrument', site_id: customer.ids.site });
    await this.insert('signal', maker, {
      device_id: id,
      key: 'air_m3_total',
      unit: 'm3',
      kind: 'counter',
      decimals: 1,
      modulus,
    });
    return id;
  }

  async insert(table: string, maker: MakerOfWorld, row: Readonly<Record<string, unknown>>): Promise<string> {
    const full: Record<string, unknown> = { maker_id: maker.makerId, id: crypto.randomUUID(), ...row };
    const columns = Object.keys(full);
    await this.owner.query(
      `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
      Object.values(full),
    );
    return full.id as string;
  }

  /** Stores readings of a counter as ingest does. Existing readings stay unchanged. */
  async report(
    maker: MakerOfWorld,
    deviceId: string,
    key: string,
    readings: readonly SentValue[],
  ): Promise<void> {
    const [device] = await this.sql<{ device_key: number }>(`select device_key from device where id = $1`, [
      deviceId,
    ]);
    const deviceKey = device!.device_key;
    const stored = await listStoredReadings(this.owner, deviceKey);
    const storedPositions = new Set(stored.map(({ at, seq }) => `${at.getTime()} ${seq}`));
    const newReadings: ReadingToStore[] = [];
    for (const {
      at,
      value,
      seq = Math.round(Date.parse(at) / 60_000),
      receivedAt,
      quality,
      exact,
      timeSource,
    } of readings) {
      const position = `${Date.parse(at)} ${seq}`;
      if (storedPositions.has(position)) continue;
      storedPositions.add(position);
      newReadings.push({
        at,
        seq,
        receivedAt: receivedAt ?? new Date(Date.parse(at) + 1500),
        timeSource,
        values: { a_pressure_bar: 7.2, [key]: exact === undefined ? value : { integer: exact } },
        ...(quality !== undefined && { qualities: { [key]: quality } }),
      });
    }
    await storeReadings(this.owner, maker.makerId, deviceKey, newReadings);
  }
}

/** Returns the scope of a finance user of a maker. */
export function financeOf(maker: MakerOfWorld): Scope {
  return { makerId: maker.makerId, userId: maker.staff.finance.userId, customers: 'all', actor: 'user' };
}

/** Returns the scope of a user of a customer. */
export function customerScope(maker: MakerOfWorld, customer: CustomerOfWorld): Scope {
  return {
    makerId: maker.makerId,
    userId: customer.people.customer_viewer.userId,
    customers: [customer.customerId],
    actor: 'user',
  };
}

/** Returns readings at a fixed interval in minutes between two instants, both inclusive, with values by index. */
export function steadyReadings(
  from: string,
  to: string,
  minutes: number,
  valueOf: (position: number) => number,
): SentValue[] {
  const readings: SentValue[] = [];
  for (let at = Date.parse(from), position = 0; at <= Date.parse(to); at += minutes * 60_000, position += 1) {
    readings.push({ at: new Date(at).toISOString(), value: valueOf(position) });
  }
  return readings;
}
