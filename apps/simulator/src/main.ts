import { Clock, SecretBox } from '#platform';
import { readSimulatorConfig } from './config.js';
import { FleetQueries } from './fleet/fleet.queries.js';
import { FleetStateStore } from './fleet/fleet-state.store.js';
import { Fleet } from './fleet/fleet.js';
import { ensureDemoWorld } from './seed/ensure-demo-world.js';
import { openDatabase } from './seed/open-database.js';

/** Makes the demo world if it is not there, then runs its fleet until it is asked to stop. */
async function main(): Promise<void> {
  const config = readSimulatorConfig();
  const database = await openDatabase(config.databaseUrl, config.secret);
  const { dates, data } = await ensureDemoWorld(config, database);
  const clock = new Clock(config.clockOffsetMs);
  const fleet = new Fleet(
    data,
    dates,
    { url: config.mqttUrl, shared: config.mqttLogin },
    new SecretBox(config.secret),
    clock,
    new FleetQueries(database, clock),
    new FleetStateStore(config.home, dates),
    (line) => console.log(line),
  );
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    fleet
      .stop()
      .catch((error: unknown) => console.error(error instanceof Error ? error.message : error))
      .finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (process.connected) process.once('disconnect', stop);
  await fleet.run();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
