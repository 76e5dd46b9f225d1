import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { BillingModule } from '#billing';
import { DiagnosticsModule } from '#diagnostics';
import { InvoicingModule } from '#invoicing';
import { databaseUrlFor, PlatformModule, type Scope } from '#platform';
import { ReceivablesModule } from '#receivables';
import { RevenueModule } from '#revenue';
import { ServiceModule } from '#service';
import type { SimulatorConfig } from '../config.js';
import { DEMO_MAKER_ID, demoId } from './demo-ids.js';

/** Lin, who makes the demo's first decisions about money. */
export const LIN: Scope = {
  makerId: DEMO_MAKER_ID,
  userId: demoId('user', 'lin'),
  customers: 'all',
  actor: 'user',
};

/** Runs work with the services of billing, receivables and revenue, without listeners or background work. */
export async function withBillingApp(
  config: SimulatorConfig,
  work: (app: INestApplicationContext) => Promise<void>,
): Promise<void> {
  const app = await NestFactory.createApplicationContext(defineBillingApp(config), { logger: false });
  try {
    await work(app);
  } finally {
    await app.close();
  }
}

function defineBillingApp(config: SimulatorConfig) {
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
      DiagnosticsModule,
      ServiceModule,
      InvoicingModule,
      BillingModule,
      ReceivablesModule,
      RevenueModule,
    ],
  })
  class BillingOnlyModule {}
  return BillingOnlyModule;
}
