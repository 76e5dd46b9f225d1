import { type Health, HealthServer, migrate } from '#platform';
import type { INestApplication } from '@nestjs/common';
import { FirstVisitService, createSetupLink } from '#organization';
import { type ApiConfig, readConfig } from './config.js';
import { createApp } from './create-app.js';
import { DatabaseHealth } from './health/database-health.js';
import { ApiMetrics } from './metrics/api-metrics.js';

async function main(): Promise<void> {
  const config = readConfig();
  await migrate(config.databaseUrl, config.secret);
  const app = await createApp(config);
  // Exits when the supervisor has ended. Otherwise, this process would keep running.
  process.once('disconnect', () => void app.close().finally(() => process.exit(0)));
  if (config.healthPort !== null) {
    const health = new HealthServer(() => checkHealth(app.get(DatabaseHealth)), app.get(ApiMetrics).registry);
    await health.listen(config.healthPort, config.healthHost);
    app.getHttpServer().once('close', () => health.close());
  }
  await app.listen(config.port, config.host);
  await showSetupLink(app, config);
}

/**
 * Prints the setup link if the installation is not set up. If a supervisor runs this process, the supervisor prints the
 * link instead.
 */
async function showSetupLink(
  app: INestApplication,
  { demo, publicUrl, setupTokenToShow }: ApiConfig,
): Promise<void> {
  if (setupTokenToShow === null || demo || !(await app.get(FirstVisitService).isNeeded())) return;
  console.log(`Set up Dutycycle: ${createSetupLink(publicUrl, setupTokenToShow)}`);
}

async function checkHealth(database: DatabaseHealth): Promise<Health> {
  const isReady = await database.isUp();
  return { isReady, checks: { database: isReady ? 'up' : 'down' } };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
