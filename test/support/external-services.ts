import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isMosquittoInstalled, Mosquitto } from './mosquitto.js';
import { startForeignPostgres } from './product-foreign-postgres.js';

const DEBIAN_POSTGRES = '/usr/lib/postgresql';

/**
 * Returns true when the product of this test must use the system's PostgreSQL and Mosquitto, as in the test project
 * `external`.
 */
export function usesExternalServices(): boolean {
  return process.env['DUTYCYCLE_TEST_EXTERNAL'] === '1';
}

/** Returns the program folder of the newest PostgreSQL from Debian packages; undefined if none is installed. */
export function findDebianPostgres(): string | undefined {
  if (!existsSync(DEBIAN_POSTGRES)) return undefined;
  return readdirSync(DEBIAN_POSTGRES)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN_POSTGRES, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
}

/** Returns a sentence that names the service that is missing for external mode; undefined if none is missing. */
export function missingExternalService(): string | undefined {
  if (!findDebianPostgres()) return 'PostgreSQL is not installed (package postgresql).';
  if (!isMosquittoInstalled()) return 'Mosquitto is not installed (package mosquitto).';
  return undefined;
}

/** Starts a PostgreSQL and a Mosquitto for the product, and returns the settings that make the product use them. */
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
