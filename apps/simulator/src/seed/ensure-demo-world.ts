import type { DataSource } from 'typeorm';
import { Clock, SecretBox } from '#platform';
import type { SimulatorConfig } from '../config.js';
import type { WorldDates } from '../domain/world-dates.js';
import { readDemoData, type DemoData } from './demo-data.store.js';
import { writeDemoLogins } from './demo-logins.store.js';
import { DemoWorldService } from './demo-world.service.js';
import { listDemoLogins } from './contents/seed-people.js';

/** Creates the demo data if it does not exist, and writes the list of logins. */
export async function ensureDemoWorld(
  config: SimulatorConfig,
  database: DataSource,
): Promise<{ dates: WorldDates; data: DemoData; isNew: boolean }> {
  const data = readDemoData();
  const service = new DemoWorldService(
    database,
    new Clock(config.clockOffsetMs),
    new SecretBox(config.secret),
    data,
  );
  const { dates, isNew } = await service.ensure(config.keepsOwnDates);
  await writeDemoLogins(config.home, listDemoLogins(data.technicians, data.hubs));
  return { dates, data, isNew };
}
