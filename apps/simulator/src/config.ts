import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { FINE_DAYS } from './domain/station/timeline.js';

/** Minimum number of days with dense readings, so that at least one full month can be billed. */
const MIN_FINE_DAYS = 31;

/** Settings of the simulator from the environment, read once on startup. */
export interface SimulatorConfig {
  home: string;
  /** URL of the database for its owner. The URL for the app's own role is derived from it. */
  databaseUrl: string;
  /** Secret of the installation, hexadecimal. */
  secret: string;
  clockOffsetMs: number;
  /** True if the demo data keeps the dates of the demo file. */
  keepsOwnDates: boolean;
  /**
   * Number of past days with readings every five minutes, if it is not the default. Only the first start of a home uses
   * it.
   */
  fineDays?: number;
  /** URL of the broker that the fleet publishes to, with `mqtts:` for TLS. */
  mqttUrl: string;
  /** The product's own login at an external broker, used to register the fleet's logins. */
  brokerLogin?: { username: string; password: string };
}

/** Reads and checks all settings. Throws one error that lists all errors. */
export function readSimulatorConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): SimulatorConfig {
  const faults: string[] = [];
  const text = (name: string) => env[name]?.trim() || undefined;
  const home = resolve(text('DUTYCYCLE_HOME') ?? '.dutycycle');
  const databaseUrl = text('DATABASE_URL');
  if (!databaseUrl) faults.push('DATABASE_URL is missing.');
  const secret = text('DUTYCYCLE_SECRET') ?? readSecretFile(home);
  if (!secret || !/^[0-9a-f]{64}$/i.test(secret)) {
    faults.push(
      `DUTYCYCLE_SECRET must be 64 hexadecimal digits, or ${join(home, 'secret.key')} must contain them.`,
    );
  }
  const offset = text('DUTYCYCLE_CLOCK_OFFSET_MS') ?? '0';
  if (!/^-?\d+$/.test(offset))
    faults.push('DUTYCYCLE_CLOCK_OFFSET_MS must be a whole number of milliseconds.');
  const fineDays = text('DUTYCYCLE_DEMO_DAYS');
  if (
    fineDays !== undefined &&
    (!/^\d{1,2}$/.test(fineDays) || Number(fineDays) < MIN_FINE_DAYS || Number(fineDays) > FINE_DAYS)
  )
    faults.push(`DUTYCYCLE_DEMO_DAYS must be a whole number from ${MIN_FINE_DAYS} to ${FINE_DAYS}.`);
  const port = text('MQTT_PORT') ?? '1883';
  if (!/^\d{1,5}$/.test(port)) faults.push('MQTT_PORT must be a port number.');
  if (faults.length > 0)
    throw new Error(`The simulator cannot start:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  const scheme = text('MQTT_TLS_CERT') ? 'mqtts' : 'mqtt';
  return {
    home,
    databaseUrl: databaseUrl!,
    secret: secret!,
    clockOffsetMs: Number(offset),
    keepsOwnDates: text('DUTYCYCLE_AS_OF') !== undefined,
    fineDays: fineDays === undefined ? undefined : Number(fineDays),
    mqttUrl: text('MQTT_URL') ?? `${scheme}://${toHostOfUrl(text('HOST') ?? '127.0.0.1')}:${port}`,
    brokerLogin: readBrokerLogin(text),
  };
}

/**
 * Returns the host for URLs. The product's own broker listens only on HOST, so the loopback address works only if HOST
 * means all addresses.
 */
function toHostOfUrl(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return isIP(host) === 6 ? `[${host}]` : host;
}

/** Settings of `npm run replay` from the environment. Arguments can set a credential and URLs instead. */
export interface ReplayConfig {
  home: string;
  clockOffsetMs: number;
  /** URL of an external broker; undefined for the product's own. */
  mqttUrl: string | undefined;
}

export function readReplayConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): ReplayConfig {
  return {
    home: resolve(env.DUTYCYCLE_HOME?.trim() || '.dutycycle'),
    clockOffsetMs: Number(env.DUTYCYCLE_CLOCK_OFFSET_MS?.trim() || '0'),
    mqttUrl: env.MQTT_URL?.trim() || undefined,
  };
}

/**
 * Reads the product's login at an external broker. The product's own broker requires no login here, because it looks up
 * devices in the database.
 */
function readBrokerLogin(text: (name: string) => string | undefined): SimulatorConfig['brokerLogin'] {
  const [username, password] = [text('MQTT_USERNAME'), text('MQTT_PASSWORD')];
  return text('MQTT_URL') && username && password ? { username, password } : undefined;
}

function readSecretFile(home: string): string | undefined {
  try {
    return readFileSync(join(home, 'secret.key'), 'utf8').trim();
  } catch {
    return undefined;
  }
}
