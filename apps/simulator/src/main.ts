import { DynamicSecurityLogins } from '#equipment';
import { Clock, SecretBox } from '#platform';
import { readSimulatorConfig } from './config.js';
import { registerFleetLogins } from './fleet/register-fleet-logins.js';
import { FleetQueries } from './fleet/fleet.queries.js';
import { FleetStateStore } from './fleet/fleet-state.store.js';
import { Fleet } from './fleet/fleet.js';
import { withBillingApp } from './seed/billing-app.js';
import { ensureDemoWorld } from './seed/ensure-demo-world.js';
import { makeFirstDecision } from './seed/contents/first-decision.js';
import { makeFirstDeliveries } from './seed/contents/first-deliveries.js';
import { makeFirstPayments } from './seed/contents/first-payments.js';
import { openDatabase } from './seed/open-database.js';

/** Creates the demo data if it does not exist, then runs the fleet until it is stopped. */
async function main(): Promise<void> {
  const config = readSimulatorConfig();
  const database = await openDatabase(config.databaseUrl, config.secret);
  const { dates, data } = await ensureDemoWorld(config, database);
  const clock = new Clock(config.clockOffsetMs);
  const secrets = new SecretBox(config.secret);
  const queries = new FleetQueries(database, clock);
  if (config.brokerLogin) {
    const logins = new DynamicSecurityLogins({ url: config.mqttUrl, ...config.brokerLogin });
    await registerFleetLogins(logins, queries, secrets);
  }
  const fleet = new Fleet(
    data,
    dates,
    config.mqttUrl,
    secrets,
    clock,
    queries,
    new FleetStateStore(config.home, dates),
    (line) => console.log(line),
    async () => {
      await makeFirstDeliveries(config, dates, clock.now().getTime());
      await withBillingApp(config, async (app) => {
        await makeFirstDecision(app, dates, data);
        await makeFirstPayments(app, dates, data);
      });
    },
    config.fineDays,
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
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exit(1);
});
