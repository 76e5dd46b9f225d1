import { readSimulatorConfig } from './config.js';
import { ensureDemoWorld } from './seed/ensure-demo-world.js';
import { openDatabase } from './seed/open-database.js';

/** Seeds the demo data and exits. `main.js` does the same and then runs the fleet. */
async function main(): Promise<void> {
  const config = readSimulatorConfig();
  const database = await openDatabase(config.databaseUrl, config.secret);
  try {
    const { dates, isNew } = await ensureDemoWorld(config, database);
    const asOf = new Date(dates.asOfMs).toISOString();
    console.log(isNew ? `Demo data created as of ${asOf}.` : `Demo data already exists as of ${asOf}.`);
  } finally {
    await database.destroy();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exit(1);
});
