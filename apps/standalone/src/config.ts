import { isAbsolute, resolve } from 'node:path';
import { isLoopback } from './domain/start/bind-address.js';
import { parsePort } from './domain/start/port-choice.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says, read once. */
export interface StandaloneConfig {
  /** Absolute path of the folder with all state. */
  home: string;
  host: string;
  port?: number;
  mqttPort?: number;
  /** Set: metrics on this port and the next ones, one an app. */
  metricsPort?: number;
  /** Set: this PostgreSQL instead of the embedded one. */
  databaseUrl?: string;
  /** Set: this broker instead of the MQTT edge inside ingest. */
  mqttUrl?: string;
  /** How many processes of ingest read from that broker. */
  ingestProcesses: number;
  /** Set: this secret (hex) instead of the home's key file. */
  secret?: string;
  /** Set: the token that sets up an empty installation, instead of a new one at each start. */
  setupToken?: string;
  /** Set: the broker's own certificate and key files instead of the ones made here. */
  mqttTls?: { cert: string; key: string };
  /** All of the environment: what the apps inherit beside what is decided for them. */
  inherited: Environment;
}

export type ConfigReading =
  { config: StandaloneConfig; faults: [] } | { config?: undefined; faults: string[] };

/**
 * @param cwd folder that a relative DUTYCYCLE_HOME starts from
 * @returns the configuration, or every fault, each naming its variable
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
      // The value itself may hold a password.
      faults.push(
        `${name} is not an address that starts with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}.`,
      );
    }
    return given;
  };
  const home = text('DUTYCYCLE_HOME') ?? '.dutycycle';
  const secret = text('DUTYCYCLE_SECRET');
  if (secret !== undefined && !/^[0-9a-f]{64}$/i.test(secret)) {
    faults.push('DUTYCYCLE_SECRET is not 64 hexadecimal digits (32 bytes).');
  }
  const setupToken = text('SETUP_TOKEN');
  if (setupToken !== undefined && (setupToken.length < 20 || setupToken.length > 200))
    faults.push('SETUP_TOKEN has not 20 to 200 characters. Leave it out, or make one: openssl rand -hex 24');
  const [cert, key] = [text('MQTT_TLS_CERT'), text('MQTT_TLS_KEY')];
  if ((cert === undefined) !== (key === undefined))
    faults.push('MQTT_TLS_CERT and MQTT_TLS_KEY go together.');

  const ingestProcesses = text('INGEST_PROCESSES') ?? '1';
  if (!/^[1-9]\d?$/.test(ingestProcesses))
    faults.push(`INGEST_PROCESSES="${ingestProcesses}" is not a number from 1 to 99.`);
  else if (ingestProcesses !== '1' && text('MQTT_URL') === undefined)
    faults.push(
      `INGEST_PROCESSES=${ingestProcesses} needs a broker of its own in MQTT_URL: the broker inside is one process. Leave it out, or set it to 1.`,
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

/** What the migrating process is told by the supervisor. */
export function readMigrationConfig(env: Environment = process.env): { databaseUrl: string; secret: string } {
  const { DATABASE_URL: databaseUrl, DUTYCYCLE_SECRET: secret } = env;
  if (!databaseUrl || !secret) throw new Error('DATABASE_URL and DUTYCYCLE_SECRET are needed');
  return { databaseUrl, secret };
}

/** Whether devices outside this machine can reach our broker, so that their passwords must not cross the wire in the clear. */
export function needsTls(config: StandaloneConfig, plainMqtt: boolean): boolean {
  if (config.mqttUrl !== undefined) return false;
  return config.mqttTls !== undefined || (!isLoopback(config.host) && !plainMqtt);
}

/** What PostgreSQL's programs need of our environment; its own variables (PGDATA, PGOPTIONS, …) must not reach them. */
export const PROGRAM_ENVIRONMENT: Record<string, string> = Object.fromEntries(
  ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }),
);
