import { readSimulatorConfig } from './config.js';
import { ensureDemoWorld } from './seed/ensure-demo-world.js';
import { openDatabase } from './seed/open-database.js';

/** Makes the demo world if it is not there, then stays until it is asked to stop. */
const config = readSimulatorConfig();
const database = await openDatabase(config.databaseUrl, config.secret);
await ensureDemoWorld(config, database);

const stop = (): void => {
  void database.destroy().then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (process.connected) process.once('disconnect', stop);
setInterval(() => undefined, 60_000);
