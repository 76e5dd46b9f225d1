import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface IngestConfig {
  /** Connection of the schema's owner; ingest's own login is derived from it. */
  readonly databaseUrl: string;
  /** The installation's secret, hex. */
  readonly secret: string;
  readonly clockOffsetMs: number;
  readonly logLevel: string;
  /** Loopback port of the health page; null without one. */
  readonly healthPort: number | null;
  /** Bytes of payload that may wait for the database before devices have to. */
  readonly heldBytesLimit: number;
  readonly broker: EmbeddedBroker | ExternalBroker;
}

/** Devices connect to this process. */
export interface EmbeddedBroker {
  readonly kind: 'embedded';
  readonly host: string;
  readonly port: number;
  /** Loopback listener for the installation's own apps. */
  readonly internalPort: number | null;
  /** Contents of certificate chain and key; null for plain MQTT. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/** Devices connect to a broker of its own, and this process reads from it. */
export interface ExternalBroker {
  readonly kind: 'external';
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const MEBIBYTE = 1024 * 1024;

/**
 * Reads the environment.
 * @throws Error naming every fault at once, so that a misconfigured start takes one repair and not five
 */
export function readConfig(env: Environment = process.env): IngestConfig {
  const faults: string[] = [];
  const home = resolve(env.DUTYCYCLE_HOME ?? '.dutycycle');
  const config: IngestConfig = {
    databaseUrl: address(env, 'DATABASE_URL', ['postgres:', 'postgresql:'], faults),
    secret: readSecret(env, home, faults),
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
    heldBytesLimit: integer(env, 'INGEST_HELD_MIB', 32, 1, 4096, faults) * MEBIBYTE,
    broker: env.MQTT_URL ? external(env, faults) : embedded(env, faults),
  };
  if (!LOG_LEVELS.includes(config.logLevel))
    faults.push(`LOG_LEVEL is "${config.logLevel}"; it must be one of ${LOG_LEVELS.join(', ')}`);
  if (faults.length > 0)
    throw new Error(`Ingest can't start:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  return Object.freeze(config);
}

function embedded(env: Environment, faults: string[]): EmbeddedBroker {
  const { MQTT_TLS_CERT: cert, MQTT_TLS_KEY: key } = env;
  if (!cert !== !key) faults.push('MQTT_TLS_CERT and MQTT_TLS_KEY go together');
  return {
    kind: 'embedded',
    host: env.HOST || '127.0.0.1',
    port: integer(env, 'MQTT_PORT', 1883, 1, 65_535, faults),
    internalPort: env.INTERNAL_MQTT_PORT ? integer(env, 'INTERNAL_MQTT_PORT', 0, 1, 65_535, faults) : null,
    tls:
      cert && key
        ? { cert: read(cert, 'MQTT_TLS_CERT', faults), key: read(key, 'MQTT_TLS_KEY', faults) }
        : null,
  };
}

function external(env: Environment, faults: string[]): ExternalBroker {
  return {
    kind: 'external',
    url: address(env, 'MQTT_URL', ['mqtt:', 'mqtts:'], faults),
    username: env.MQTT_USERNAME || null,
    password: env.MQTT_PASSWORD || null,
  };
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
function address(env: Environment, name: string, protocols: readonly string[], faults: string[]): string {
  const text = env[name] ?? '';
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    faults.push(`${name} must be an address starting with ${protocols.join('// or ')}//`);
  }
  return text;
}

function read(path: string, name: string, faults: string[]): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    faults.push(`${name} names ${path}, which can't be read`);
    return '';
  }
}

function readSecret(env: Environment, home: string, faults: string[]): string {
  const file = join(home, 'secret.key');
  const secret = env.DUTYCYCLE_SECRET || (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');
  if (!/^[0-9a-f]{32,}$/i.test(secret)) {
    faults.push(`DUTYCYCLE_SECRET, or the file ${file}, must hold at least 32 hexadecimal digits`);
  }
  return secret;
}
