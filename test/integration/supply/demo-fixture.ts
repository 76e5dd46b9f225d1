import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { DateTime } from 'luxon';
import pg from 'pg';
import { Clock, databaseUrlFor, PlatformModule, SecretBox, systemScope, type Scope } from '#platform';
import { ServiceModule } from '#service';
import { SupplyModule } from '#supply';
import { TelemetryModule } from '#telemetry';
import { readDemoData, type DemoData } from '../../../apps/simulator/src/seed/demo-data.store.js';
import { DEMO_MAKER_ID, demoId } from '../../../apps/simulator/src/seed/demo-ids.js';
import { DemoWorldService } from '../../../apps/simulator/src/seed/demo-world.service.js';
import { openDatabase } from '../../../apps/simulator/src/seed/open-database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { storeReadings } from '../../support/readings.js';

/** The current time of the demo file. */
export const NOW = new Date('2026-11-24T12:00:00Z');
const DAY_MS = 86_400_000;

export { DEMO_MAKER_ID, demoId };

/** The demo world with the libs of parts and supply, at the current time of the demo file, on a separate database. */
export class DemoFixture {
  private constructor(
    readonly database: TestDatabase,
    readonly owner: pg.Client,
    readonly app: INestApplicationContext,
    readonly data: DemoData,
    private readonly home: string,
  ) {}

  static async open(): Promise<DemoFixture> {
    const database = await createTestDatabase();
    const owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    const data = readDemoData();
    const offset = NOW.getTime() - Date.now();
    const seeding = await openDatabase(database.url, database.secret);
    await new DemoWorldService(seeding, new Clock(offset), new SecretBox(database.secret), data).ensure(true);
    await seeding.destroy();
    const home = mkdtempSync(join(tmpdir(), 'dutycycle-demo-'));
    const testing = await Test.createTestingModule({
      imports: [
        PlatformModule.forRoot({
          databaseUrl: databaseUrlFor('dutycycle_app', database.url, database.secret),
          applicationName: 'demo-house',
          poolSize: 12,
          clockOffsetMs: offset,
          filesFolder: home,
          secret: database.secret,
        }),
        TelemetryModule,
        ServiceModule,
        SupplyModule,
      ],
    }).compile();
    testing.useLogger(false);
    return new DemoFixture(database, owner, await testing.init(), data, home);
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

  get planner(): Scope {
    return { makerId: DEMO_MAKER_ID, userId: demoId('user', 'planner'), customers: 'all', actor: 'user' };
  }

  get system(): Scope {
    return systemScope(DEMO_MAKER_ID);
  }

  customer(code: string): Scope {
    return {
      makerId: DEMO_MAKER_ID,
      userId: demoId('user', 'marek'),
      customers: [demoId('customer', code)],
      actor: 'user',
    };
  }

  /**
   * Stores readings of a machine's controller at the last 30 midnights and now. They show that it has run evenly up to
   * its current hours.
   */
  async run(serial: string, hoursNow: number, hoursPerDay: number, zone: string): Promise<void> {
    const { rows } = await this.owner.query<{ device_key: number }>(
      `select device_key from device where code = $1`,
      [serial],
    );
    const deviceKey = rows[0]!.device_key;
    const today = DateTime.fromJSDate(NOW, { zone }).startOf('day');
    const times = [
      NOW,
      ...Array.from({ length: 30 }, (_, back) => today.minus({ days: back }).toJSDate()),
    ].reverse();
    await storeReadings(
      this.owner,
      DEMO_MAKER_ID,
      deviceKey,
      times.map((at, index) => ({
        at,
        seq: index + 1,
        values: { run_hours_total: hoursNow - ((NOW.getTime() - at.getTime()) / DAY_MS) * hoursPerDay },
      })),
    );
  }

  async count(sql: string, parameters: unknown[] = []): Promise<number> {
    const { rows } = await this.owner.query<{ count: string }>(sql, parameters);
    return Number(rows[0]!.count);
  }
}

export function daysFromNow(days: number): string {
  return new Date(NOW.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}
