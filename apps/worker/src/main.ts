import { getPriority, setPriority } from 'node:os';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Logger, LoggerModule } from 'nestjs-pino';
import { HealthServer, migrate } from '#platform';
import { readConfig } from './config.js';
import { installJobQueue } from './jobs/queue/install-job-queue.js';
import { JobRegistry } from './jobs/queue/job-registry.js';
import { WorkerMetrics } from './worker-metrics.js';
import { WorkerModule } from './worker.module.js';
import { Worker } from './worker.js';

/**
 * Niceness of the worker. Its priority is lower than that of ingest and the API, because devices and people wait for
 * their responses.
 */
const NICENESS = 5;

/** Root module: the worker with its logging. */
@Module({})
class WorkerApp {}

async function main(): Promise<void> {
  const config = readConfig();
  // Only root may raise a priority, so a process that was started with a lower priority keeps it.
  setPriority(Math.max(getPriority(), NICENESS));
  await migrate(config.databaseUrl, config.secret);
  const logging = LoggerModule.forRoot({ pinoHttp: { level: config.logLevel, autoLogging: false } });
  const app = await NestFactory.createApplicationContext(
    { module: WorkerApp, imports: [logging, WorkerModule.forRoot(config)] },
    { bufferLogs: true, abortOnError: false },
  );
  app.useLogger(app.get(Logger));
  await installJobQueue(config.databaseUrl, app.get(JobRegistry).names);
  const worker = app.get(Worker);
  const health = new HealthServer(() => worker.readHealth(), app.get(WorkerMetrics).registry);
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= (async () => {
      await worker.stop();
      health.close();
      await app.close();
    })();
    stopping.then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('The worker did not stop cleanly', error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Exit if the supervisor is gone, because nothing else would stop this process.
  process.once('disconnect', stop);
  if (config.healthPort !== null) await health.listen(config.healthPort, config.healthHost);
  await worker.start();
  process.send?.({ kind: 'ready' });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
