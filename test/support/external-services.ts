import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isMosquittoInstalled, Mosquitto } from './mosquitto.js';
import { startForeignPostgres } from './product-foreign-postgres.js';

const DEBIAN_POSTGRES = '/usr/lib/postgresql';

/** Whether this test's product is to use the system's PostgreSQL and Mosquitto; the test project `external` says so. */
export function usesExternalServices(): boolean {
  return process.env['DUTYCYCLE_TEST_EXTERNAL'] === '1';
}

/** Folder of the programs of the newest PostgreSQL that Debian's packages installed. */
export function findDebianPostgres(): string | undefined {
  if (!existsSync(DEBIAN_POSTGRES)) return undefined;
  return readdirSync(DEBIAN_POSTGRES)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN_POSTGRES, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
}

/** What is missing here for the external mode; undefined when nothing is. */
export function missingExternalService(): string | undefined {
  if (!findDebianPostgres()) return 'PostgreSQL is not installed (package postgresql).';
  if (!isMosquittoInstalled()) return 'Mosquitto is not installed (package mosquitto).';
  return undefined;
}

/** A PostgreSQL and a Mosquitto of the product's own, and the settings that point it there. */
export async function startExternalServices(): Promise<{
  env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}> {
  const postgres = await startForeignPostgres(findDebianPostgres()!);
  const broker = await Mosquitto.create();
  await broker.start();
  return {
    env: {
      DATABASE_URL: await postgres.createDatabase(),
      MQTT_URL: broker.url,
      MQTT_USERNAME: broker.login.username,
      MQTT_PASSWORD: broker.login.password,
    },
    stop: async () => {
      await broker.remove();
      await postgres.stop();
    },
  };
}
