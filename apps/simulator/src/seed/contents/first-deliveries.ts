import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Clock, databaseUrlFor, PlatformModule, systemScope, UnitOfWork } from '#platform';
import { ServiceModule } from '#service';
import {
  KitDeliveriesQueries,
  KitDeliveriesService,
  SupplyModule,
  SupplyService,
  type DeliveryState,
} from '#supply';
import { TelemetryModule } from '#telemetry';
import type { SimulatorConfig } from '../../config.js';
import type { WorldDates } from '../../domain/world-dates.js';
import { DEMO_MAKER_ID, demoId } from '../demo-ids.js';
import { isDone, markDone } from '../one-time-task.store.js';

const DAY_MS = 86_400_000;
const JOB_KIND = 'demo_deliveries';

/** Delivery of the next kit that is due for a machine in Marek's plant. */
interface Parcel {
  readonly serial: string;
  readonly trackingNumber: string;
  /** Number of days before the first start on which the kit was sent. */
  readonly sentBefore: number;
  readonly receivedBefore?: number;
}

/** A kit that was delivered and is on the month's invoice, and a kit that is in transit. */
const PARCELS: readonly Parcel[] = [
  { serial: 'BH37V-2406-144', trackingNumber: 'WAW-000117', sentBefore: 11, receivedBefore: 8 },
  { serial: 'BH75V-2402-143', trackingNumber: 'WAW-000121', sentBefore: 1 },
];

/**
 * Predicts kits from the machines' past readings, and records two deliveries: one received last week, and one in
 * transit. Uses the regular services with a clock that is set back. Runs once; the next start completes an interrupted
 * run.
 * @param nowMs the current time of the product's clock
 */
export async function makeFirstDeliveries(
  config: SimulatorConfig,
  dates: WorldDates,
  nowMs: number,
): Promise<void> {
  const app = await NestFactory.createApplicationContext(openSupplyApp(config), { logger: false });
  try {
    const database = app.get(DataSource);
    const scope = systemScope(DEMO_MAKER_ID);
    const daysBefore = (days: number) => {
      const work = new UnitOfWork(
        database,
        new Clock(dates.firstStartMs - days * DAY_MS - nowMs + config.clockOffsetMs),
      );
      return {
        supply: new SupplyService(work),
        deliveries: new KitDeliveriesService(work),
        views: new KitDeliveriesQueries(work),
      };
    };
    const now = new UnitOfWork(database, new Clock(config.clockOffsetMs));
    if (await isDone(now, JOB_KIND)) return;
    await daysBefore(12).supply.forecastAll(scope);
    for (const { serial, trackingNumber, sentBefore, receivedBefore } of PARCELS) {
      const past = daysBefore(sentBefore);
      const find = async (...states: DeliveryState[]) =>
        (await past.views.list(scope, { machineId: demoId('machine', serial), states, limit: 1 })).items[0]
          ?.id;
      const waiting = await find('forecast');
      if (waiting) await past.deliveries.reserve(scope, waiting);
      const reserved = await find('reserved');
      const promisedOn = new Date(dates.firstStartMs + (4 - sentBefore) * DAY_MS).toISOString().slice(0, 10);
      if (reserved)
        await past.deliveries.send(scope, reserved, { carrier: 'Kurier Demo', trackingNumber, promisedOn });
      const sent = receivedBefore === undefined ? undefined : await find('sent');
      if (sent) await daysBefore(receivedBefore!).deliveries.receive(scope, sent);
    }
    await new SupplyService(now).forecastAll(scope);
    await markDone(now, JOB_KIND);
  } finally {
    await app.close();
  }
}

/** Returns a module with supply and the libs that its tables refer to, without listeners or background work. */
function openSupplyApp(config: SimulatorConfig) {
  @Module({
    imports: [
      PlatformModule.forRoot({
        databaseUrl: databaseUrlFor('dutycycle_app', config.databaseUrl, config.secret),
        applicationName: 'dutycycle-simulator',
        poolSize: 2,
        clockOffsetMs: config.clockOffsetMs,
        filesFolder: join(config.home, 'files'),
        secret: config.secret,
      }),
      TelemetryModule,
      ServiceModule,
      SupplyModule,
    ],
  })
  class SupplyOnlyModule {}
  return SupplyOnlyModule;
}
