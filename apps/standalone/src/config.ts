import { isAbsolute, resolve } from 'node:path';
import { isLoopback } from './domain/start/bind-address.js';
import { parsePort } from './domain/start/port-choice.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings of the environment, read once. */
export interface StandaloneConfig {
  /** Absolute path of the folder with all state. */
  home: string;
  host: string;
  port?: number;
  mqttPort?: number;
  /** First port for metrics, one per app; if undefined, apps other than the API use any free port. */
  metricsPort?: number;
  /** External PostgreSQL; the embedded one if undefined. */
  databaseUrl?: string;
  /** External MQTT broker; the embedded one if undefined. */
  mqttUrl?: string;
  /** Number of ingest processes that read from the external broker. */
  ingestProcesses: number;
  /** Secret (hexadecimal); that of the home's key file if undefined. */
  secret?: string;
  /** Token that sets up an empty installation; a new one for each start if undefined. */
  setupToken?: string;
  /** The broker's certificate and key files; generated ones if undefined. */
  mqttTls?: { cert: string; key: string };
  /** Complete environment, which the apps inherit in addition to their settings. */
  inherited: Environment;
}

export type ConfigReading =
  { config: StandaloneConfig; faults: [] } | { config?: undefined; faults: string[] };

/**
 * @param cwd base folder of a relative DUTYCYCLE_HOME
 * @returns the configuration, or all errors, each with the name of its variable
 */
export function readStandaloneConfig(cwd: string, env: Environment = process.env): ConfigReading {
  const faults: string[] = [];
  const text = (name: string) => env[name]?.trim() || undefined;
  const port = (name: string) => {
    const given = text(name);
    const parsed = given === undefined ? undefined : parsePort(given);
    if (given !== undefined && parsed === undefined)
      faults.push(`${name}="${given}" is not a port (1 to 65535).`);
    return parsed;
  };
  const url = (name: string, ...schemes: string[]) => {
    const given = text(name);
    if (given === undefined) return undefined;
    if (!URL.canParse(given) || !schemes.includes(new URL(given).protocol)) {
      // Does not print the value, which can contain a password.
      faults.push(
        `${name} must be an address that starts with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}.`,
      );
    }
    return given;
  };
  const home = text('DUTYCYCLE_HOME') ?? '.dutycycle';
  const secret = text('DUTYCYCLE_SECRET');
  if (secret !== undefined && !/^[0-9a-f]{64}$/i.test(secret)) {
    faults.push('DUTYCYCLE_SECRET must be 64 hexadecimal digits (32 bytes).');
  }
  const setupToken = text('SETUP_TOKEN');
  if (setupToken !== undefined && (setupToken.length < 20 || setupToken.length > 200))
    faults.push(
      'SETUP_TOKEN must have 20 to 200 characters. Omit it, or create one with: openssl rand -hex 24',
    );
  const [cert, key] = [text('MQTT_TLS_CERT'), text('MQTT_TLS_KEY')];
  if ((cert === undefined) !== (key === undefined))
    faults.push('MQTT_TLS_CERT and MQTT_TLS_KEY must be set together.');

  const ingestProcesses = text('INGEST_PROCESSES') ?? '1';
  if (!/^[1-9]\d?$/.test(ingestProcesses))
    faults.push(`INGEST_PROCESSES="${ingestProcesses}" must be a number from 1 to 99.`);
  else if (ingestProcesses !== '1' && text('MQTT_URL') === undefined)
    faults.push(
      `INGEST_PROCESSES=${ingestProcesses} requires an external broker in MQTT_URL, because the embedded broker is a single process. Omit INGEST_PROCESSES, or set it to 1.`,
    );

  const config: StandaloneConfig = {
    home: isAbsolute(home) ? home : resolve(cwd, home),
    host: text('HOST') ?? '127.0.0.1',
    port: port('PORT'),
    mqttPort: port('MQTT_PORT'),
    metricsPort: port('METRICS_PORT'),
    databaseUrl: url('DATABASE_URL', 'postgres:', 'postgresql:'),
    mqttUrl: url('MQTT_URL', 'mqtt:', 'mqtts:'),
    ingestProcesses: Number(ingestProcesses),
    secret,
    setupToken,
    mqttTls: cert !== undefined && key !== undefined ? { cert, key } : undefined,
    inherited: env,
  };
  return faults.length > 0 ? { faults } : { config, faults: [] };
}

/** Reads the settings that the supervisor passes to the migration process. */
export function readMigrationConfig(env: Environment = process.env): { databaseUrl: string; secret: string } {
  const { DATABASE_URL: databaseUrl, DUTYCYCLE_SECRET: secret } = env;
  if (!databaseUrl || !secret) throw new Error('DATABASE_URL and DUTYCYCLE_SECRET are required');
  return { databaseUrl, secret };
}

/**
 * Returns whether the embedded broker uses TLS: if a certificate is configured, or if other machines can reach it and
 * unencrypted MQTT was not accepted.
 */
export function needsTls(config: StandaloneConfig, plainMqtt: boolean): boolean {
  if (config.mqttUrl !== undefined) return false;
  return config.mqttTls !== undefined || (!isLoopback(config.host) && !plainMqtt);
}

/** Environment variables that PostgreSQL's programs need. Its own variables (PGDATA, PGOPTIONS, …) must not reach them. */
export const PROGRAM_ENVIRONMENT: Record<string, string> = Object.fromEntries(
  ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }),
);
