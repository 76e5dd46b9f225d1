import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's folder: this file is dist/apps/api/src/config.js when it runs, apps/api/src/config.ts in a test. */
function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

export interface ApiConfig {
  readonly host: string;
  readonly port: number;
  /** Connection of the schema's owner; the app's own login is derived from it. */
  readonly databaseUrl: string;
  readonly databasePoolSize: number;
  /** The installation's secret, hex. */
  readonly secret: string;
  /** Folder of all state: files, outbox. */
  readonly home: string;
  readonly portalFolder: string;
  /** Where people reach the portal; links in mails start with it, never with what a request claims as its host. */
  readonly publicUrl: string;
  /** How many proxies in front of the api tell the client's address; 0 believes no header. */
  readonly trustedProxies: number;
  readonly clockOffsetMs: number;
  readonly demo: boolean;
  readonly logLevel: string;
  /** Mail goes to this server; without it, to the folder `outbox` in the home. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Loopback listener of the edge for the internal channel; unset with an external broker. */
  readonly internalMqttPort: number | null;
  readonly mqttUrl: string | null;
  readonly mqttUsername: string | null;
  readonly mqttPassword: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Reads the environment.
 * @throws Error naming every fault at once, so that a misconfigured start takes one repair and not five
 */
export function readConfig(env: Environment = process.env): ApiConfig {
  const faults: string[] = [];
  const home = resolve(env.DUTYCYCLE_HOME ?? join(packageFolder(), '.dutycycle'));
  const port = integer(env, 'PORT', 3000, 65_535, faults);
  const host = env.HOST ?? '127.0.0.1';
  const config: ApiConfig = {
    host,
    port,
    databaseUrl: url(env, 'DATABASE_URL', ['postgres:', 'postgresql:'], faults) ?? '',
    databasePoolSize: integer(env, 'DATABASE_POOL_SIZE', 10, 500, faults),
    secret: readSecret(env, home, faults),
    home,
    portalFolder: resolve(env.PORTAL_FOLDER ?? join(packageFolder(), 'dist', 'portal')),
    publicUrl: (
      url(env, 'PUBLIC_URL', ['http:', 'https:'], faults, `http://localhost:${port}`) ?? ''
    ).replace(/\/+$/, ''),
    trustedProxies: integer(env, 'TRUSTED_PROXIES', 0, 10, faults),
    clockOffsetMs: integer(
      env,
      'DUTYCYCLE_CLOCK_OFFSET_MS',
      0,
      Number.MAX_SAFE_INTEGER,
      faults,
      -Number.MAX_SAFE_INTEGER,
    ),
    demo: env.DUTYCYCLE_DEMO === '1',
    logLevel: oneOf(env, 'LOG_LEVEL', LOG_LEVELS, 'info', faults),
    smtpUrl: url(env, 'SMTP_URL', ['smtp:', 'smtps:'], faults, null),
    mailFrom: env.MAIL_FROM ?? 'Dutycycle <no-reply@localhost>',
    internalMqttPort: env.INTERNAL_MQTT_PORT
      ? integer(env, 'INTERNAL_MQTT_PORT', 0, 65_535, faults, 1)
      : null,
    mqttUrl: url(env, 'MQTT_URL', ['mqtt:', 'mqtts:', 'tcp:', 'ssl:', 'ws:', 'wss:'], faults, null),
    mqttUsername: env.MQTT_USERNAME ?? null,
    mqttPassword: env.MQTT_PASSWORD ?? null,
  };
  if (faults.length > 0)
    throw new Error(`The api can't start:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  return Object.freeze(config);
}

function integer(
  env: Environment,
  name: string,
  fallback: number,
  max: number,
  faults: string[],
  min = 0,
): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = /^-?\d+$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  faults.push(`${name} is "${text}"; it must be a whole number from ${min} to ${max}`);
  return fallback;
}

function oneOf(
  env: Environment,
  name: string,
  allowed: readonly string[],
  fallback: string,
  faults: string[],
): string {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  if (!allowed.includes(text)) faults.push(`${name} is "${text}"; it must be one of ${allowed.join(', ')}`);
  return text;
}

/** An address; `fallback` undefined means that the variable is required. The value is not echoed: it may hold a password. */
function url(
  env: Environment,
  name: string,
  protocols: readonly string[],
  faults: string[],
  fallback?: string | null,
): string | null {
  const text = env[name];
  if (text === undefined || text === '') {
    if (fallback === undefined)
      faults.push(`${name} is not set; it must be an address starting with ${protocols.join('// or ')}//`);
    return fallback ?? null;
  }
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    faults.push(`${name} must be an address starting with ${protocols.join('// or ')}//`);
  }
  return text;
}

function readSecret(env: Environment, home: string, faults: string[]): string {
  const file = join(home, 'secret.key');
  const fromFile = env.DUTYCYCLE_SECRET === undefined && existsSync(file);
  const secret = fromFile ? readFileSync(file, 'utf8').trim() : (env.DUTYCYCLE_SECRET ?? '');
  if (!/^[0-9a-f]{32,}$/i.test(secret)) {
    faults.push(
      fromFile
        ? `${file} doesn't hold a secret: at least 32 hexadecimal digits`
        : `DUTYCYCLE_SECRET must be at least 32 hexadecimal digits (there is no ${file} either)`,
    );
  }
  return secret;
}
