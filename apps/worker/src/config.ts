import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { InternalChannelPlace } from '#platform';

export interface WorkerConfig extends InternalChannelPlace {
  /** Connection of the schema's owner: the job queue's tables are made under it; the app's own login is derived from it. */
  readonly databaseUrl: string;
  readonly databasePoolSize: number;
  /** Folder of all state. */
  readonly home: string;
  readonly clockOffsetMs: number;
  readonly logLevel: string;
  /** Loopback port of the health page; null without one. */
  readonly healthPort: number | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Reads the environment.
 * @throws Error naming every fault at once, so that a misconfigured start takes one repair and not five
 */
export function readConfig(env: Environment = process.env): WorkerConfig {
  const faults: string[] = [];
  const home = resolve(env.DUTYCYCLE_HOME ?? '.dutycycle');
  const config: WorkerConfig = {
    databaseUrl: address(env, 'DATABASE_URL', ['postgres:', 'postgresql:'], faults) ?? '',
    databasePoolSize: integer(env, 'DATABASE_POOL_SIZE', 5, 1, 500, faults),
    secret: readSecret(env, home, faults),
    home,
    clockOffsetMs: integer(
      env,
      'DUTYCYCLE_CLOCK_OFFSET_MS',
      0,
      -Number.MAX_SAFE_INTEGER,
      Number.MAX_SAFE_INTEGER,
      faults,
    ),
    logLevel: env.LOG_LEVEL || 'info',
    healthPort: env.HEALTH_PORT ? integer(env, 'HEALTH_PORT', 0, 1, 65_535, faults) : null,
    internalMqttPort: env.INTERNAL_MQTT_PORT
      ? integer(env, 'INTERNAL_MQTT_PORT', 0, 1, 65_535, faults)
      : null,
    mqttUrl: env.MQTT_URL ? address(env, 'MQTT_URL', ['mqtt:', 'mqtts:'], faults) : null,
    mqttUsername: env.MQTT_USERNAME || null,
    mqttPassword: env.MQTT_PASSWORD || null,
  };
  if (!LOG_LEVELS.includes(config.logLevel)) {
    faults.push(`LOG_LEVEL is "${config.logLevel}"; it must be one of ${LOG_LEVELS.join(', ')}`);
  }
  if (faults.length > 0) {
    throw new Error(`The worker can't start:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  }
  return Object.freeze(config);
}

function integer(
  env: Environment,
  name: string,
  fallback: number,
  min: number,
  max: number,
  faults: string[],
): number {
  const text = env[name];
  if (!text) return fallback;
  const value = /^-?\d+$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  faults.push(`${name} is "${text}"; it must be a whole number from ${min} to ${max}`);
  return fallback;
}

/** A required address. Its value is not echoed: it may hold a password. */
function address(
  env: Environment,
  name: string,
  protocols: readonly string[],
  faults: string[],
): string | null {
  const text = env[name] ?? '';
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
  faults.push(`${name} must be an address starting with ${protocols.join('// or ')}//`);
  return null;
}

function readSecret(env: Environment, home: string, faults: string[]): string {
  const file = join(home, 'secret.key');
  const secret = env.DUTYCYCLE_SECRET || (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');
  if (!/^[0-9a-f]{32,}$/i.test(secret)) {
    faults.push(`DUTYCYCLE_SECRET, or the file ${file}, must hold at least 32 hexadecimal digits`);
  }
  return secret;
}
