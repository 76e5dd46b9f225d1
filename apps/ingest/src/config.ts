import { readFileSync } from 'node:fs';
import { type Environment, Settings } from '#platform';
import { MAX_QUARANTINED } from '#telemetry';
import { parseShare, type Share } from './edge/share.js';

export interface IngestConfig {
  /** Connection URL of the schema's owner, from which ingest's own login is derived. */
  readonly databaseUrl: string;
  /** Secret of the installation in hexadecimal. */
  readonly secret: string;
  readonly clockOffsetMs: number;
  readonly logLevel: string;
  /** Port of the health page and of metrics; null for none. */
  readonly healthPort: number | null;
  /** Address on which the health port listens. */
  readonly healthHost: string;
  /** Listener for readings by HTTP POST; null for none. */
  readonly http: HttpSettings | null;
  /** Listener for authentication requests of external brokers; null for none. */
  readonly brokerAuth: BrokerAuthSettings | null;
  /** Number of payload bytes that may wait for the database before devices have to wait. */
  readonly heldBytesLimit: number;
  /** Maximum number of quarantined messages per device. The newest are kept. */
  readonly quarantineKept: number;
  readonly broker: EmbeddedBroker | ExternalBroker;
}

/** HTTP listener. It uses HTTPS if it has a certificate. */
export interface HttpSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/** Listener for brokers that authenticate clients over HTTP. */
export interface BrokerAuthSettings {
  readonly host: string;
  readonly port: number;
  /** Secret that a broker must send. */
  readonly secret: string;
  /** Login of the product itself at the broker; null for none. */
  readonly product: { readonly username: string; readonly password: string } | null;
}

/** Settings if devices connect to this process. */
export interface EmbeddedBroker {
  readonly kind: 'embedded';
  readonly host: string;
  readonly port: number;
  /** Loopback port for the installation's own apps. */
  readonly internalPort: number | null;
  /** Contents of certificate chain and key; null for MQTT without TLS. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/** Settings if devices connect to an external broker, from which this process reads. */
export interface ExternalBroker {
  readonly kind: 'external';
  readonly url: string;
  readonly username: string | null;
  readonly password: string | null;
  /** Position of this process among those that read from the broker. */
  readonly share: Share;
}

const MEBIBYTE = 1024 * 1024;

/**
 * Reads the environment.
 * @throws Error that lists all invalid settings
 */
export function readConfig(env: Environment = process.env): IngestConfig {
  const settings = new Settings(env);
  return settings.finalize('Ingest', {
    databaseUrl: settings.databaseUrl(),
    secret: settings.secret(settings.home()),
    clockOffsetMs: settings.clockOffsetMs(),
    logLevel: settings.logLevel(),
    healthPort: settings.portIfSet('HEALTH_PORT'),
    healthHost: settings.text('HEALTH_HOST') ?? '127.0.0.1',
    http: http(settings),
    brokerAuth: brokerAuth(settings),
    heldBytesLimit: settings.integer('INGEST_HELD_MIB', 32, 1, 4096) * MEBIBYTE,
    quarantineKept: settings.integer('QUARANTINE_PER_DEVICE', MAX_QUARANTINED, 10, 10_000_000),
    broker: settings.text('MQTT_URL') === undefined ? embedded(settings) : external(settings),
  });
}

function embedded(settings: Settings): EmbeddedBroker {
  if (settings.text('INGEST_SHARE') !== undefined)
    settings.fault('INGEST_SHARE requires MQTT_URL, because the embedded broker is a single process');
  const [cert, key] = [settings.text('MQTT_TLS_CERT'), settings.text('MQTT_TLS_KEY')];
  if (!cert !== !key) settings.fault('MQTT_TLS_CERT and MQTT_TLS_KEY must be set together');
  return {
    kind: 'embedded',
    host: settings.text('HOST') ?? '127.0.0.1',
    port: settings.portIfSet('MQTT_PORT') ?? 1883,
    internalPort: settings.portIfSet('INTERNAL_MQTT_PORT'),
    tls:
      cert && key
        ? {
            cert: read(cert, 'MQTT_TLS_CERT', settings),
            key: read(key, 'MQTT_TLS_KEY', settings),
          }
        : null,
  };
}

/** Returns the HTTP settings; null if no port is set. Uses HTTPS if the MQTT listener has a certificate. */
function http(settings: Settings): HttpSettings | null {
  const port = settings.portIfSet('INGEST_HTTP_PORT');
  if (port === null) return null;
  const [cert, key] = [settings.text('MQTT_TLS_CERT'), settings.text('MQTT_TLS_KEY')];
  return {
    host: settings.text('HOST') ?? '127.0.0.1',
    port,
    tls:
      cert && key
        ? { cert: read(cert, 'MQTT_TLS_CERT', settings), key: read(key, 'MQTT_TLS_KEY', settings) }
        : null,
  };
}

function brokerAuth(settings: Settings): BrokerAuthSettings | null {
  const port = settings.portIfSet('BROKER_AUTH_PORT');
  if (port === null) return null;
  const secret = settings.text('BROKER_AUTH_SECRET');
  if (secret === undefined) settings.fault('BROKER_AUTH_PORT requires BROKER_AUTH_SECRET');
  const [username, password] = [settings.text('MQTT_USERNAME'), settings.text('MQTT_PASSWORD')];
  return {
    host: settings.text('HOST') ?? '127.0.0.1',
    port,
    secret: secret ?? '',
    product: username && password ? { username, password } : null,
  };
}

function external(settings: Settings): ExternalBroker {
  return {
    kind: 'external',
    url: settings.url('MQTT_URL', ['mqtt:', 'mqtts:']),
    username: settings.text('MQTT_USERNAME') ?? null,
    password: settings.text('MQTT_PASSWORD') ?? null,
    share: share(settings),
  };
}

function share(settings: Settings): Share {
  const text = settings.text('INGEST_SHARE');
  if (text === undefined) return { index: 1, count: 1 };
  const parsed = parseShare(text);
  if (!parsed) settings.fault('INGEST_SHARE must be a position and the number of processes, such as 2/3');
  return parsed ?? { index: 1, count: 1 };
}

function read(path: string, name: string, settings: Settings): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    settings.fault(`${name} names ${path}, which cannot be read`);
    return '';
  }
}
