import { migrate } from '#platform';
import { readConfig } from './config.js';
import { createApp } from './create-app.js';

async function main(): Promise<void> {
  const config = readConfig();
  await migrate(config.databaseUrl, config.secret);
  const app = await createApp(config);
  // Started under a supervisor: without it nobody would ever stop this process.
  process.once('disconnect', () => void app.close().finally(() => process.exit(0)));
  await app.listen(config.port, config.host);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
