import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { FINE_DAYS } from './domain/station/timeline.js';

/** A month, so that one can be billed. */
const LEAST_FINE_DAYS = 31;

/** What the environment tells the simulator; read once, at the start. */
export interface SimulatorConfig {
  home: string;
  /** The owner's connection; the app's own role is derived from it. */
  databaseUrl: string;
  /** The installation's secret, hex. */
  secret: string;
  clockOffsetMs: number;
  /** The demo world keeps its own dates. */
  keepsOwnDates: boolean;
  /** So many days of the past are told every five minutes where it is not the usual; the same for good, once a home was first started. */
  fineDays?: number;
  /** Where the fleet publishes, with `mqtts:` when the broker speaks TLS. */
  mqttUrl: string;
  /** The product's own login at an external broker, by which it makes the fleet's known. */
  brokerLogin?: { username: string; password: string };
}

/** Reads and checks everything; throws one error that names every fault. */
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
      `DUTYCYCLE_SECRET is not 64 hexadecimal digits, and ${join(home, 'secret.key')} does not hold them either.`,
    );
  }
  const offset = text('DUTYCYCLE_CLOCK_OFFSET_MS') ?? '0';
  if (!/^-?\d+$/.test(offset))
    faults.push('DUTYCYCLE_CLOCK_OFFSET_MS is not a whole number of milliseconds.');
  const fineDays = text('DUTYCYCLE_DEMO_DAYS');
  if (
    fineDays !== undefined &&
    (!/^\d{1,2}$/.test(fineDays) || Number(fineDays) < LEAST_FINE_DAYS || Number(fineDays) > FINE_DAYS)
  )
    faults.push(`DUTYCYCLE_DEMO_DAYS is not ${LEAST_FINE_DAYS} to ${FINE_DAYS}.`);
  const port = text('MQTT_PORT') ?? '1883';
  if (!/^\d{1,5}$/.test(port)) faults.push('MQTT_PORT is not a port.');
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

/** The product's own broker listens on HOST alone, so only a HOST that means all addresses includes loopback. */
function toHostOfUrl(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return isIP(host) === 6 ? `[${host}]` : host;
}

/** What `npm run replay` needs of the environment; a credential and addresses may be given as arguments instead. */
export interface ReplayConfig {
  home: string;
  clockOffsetMs: number;
  /** Set: an external broker. */
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

/** Only with an external broker: the product's own asks the database about devices. */
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
