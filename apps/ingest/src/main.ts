import { pino } from 'pino';
import { migrate } from '#platform';
import { readConfig } from './config.js';
import { Ingest } from './ingest.js';

async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.logLevel, name: 'ingest' });
  await migrate(config.databaseUrl, config.secret);
  const ingest = new Ingest(config, log);
  const stop = (): void => {
    ingest.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error: String(error) }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Exit if the supervisor is gone, because nothing else would stop this process.
  process.once('disconnect', stop);
  await ingest.start(stop);
  log.info(
    { broker: config.broker.kind === 'embedded' ? `port ${config.broker.port}` : 'external' },
    'ingest is ready',
  );
  process.send?.({ kind: 'ready' });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
