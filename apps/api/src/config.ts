import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { hashToken, MAX_SETUP_TOKEN_LENGTH, newSetupToken, MIN_SETUP_TOKEN_LENGTH } from '#organization';
import { readStripeSettings, type StripeSettings } from '#payments';
import { type Environment, type MailSettings, packageFolder, Settings } from '#platform';

/** Configuration. Links in emails start with `publicUrl`, never with the host that a request claims. */
export interface ApiConfig extends MailSettings {
  readonly host: string;
  readonly port: number;
  /** Connection as the owner of the schema, from which the connection of the app's own login is derived. */
  readonly databaseUrl: string;
  readonly databasePoolSize: number;
  /** Secret of the installation, hexadecimal. */
  readonly secret: string;
  readonly portalFolder: string;
  readonly docsFolder: string;
  /**
   * Addresses and networks of the proxies that are trusted to set `X-Forwarded-For`, or the number of proxies in front
   * of the API; 0 if there is no proxy.
   */
  readonly trustedProxies: number | readonly string[];
  /** SHA-256, hexadecimal, of the token that sets up an installation without a maker. */
  readonly setupTokenHash: string;
  /** Setup token that this process generated and has to display; null if it was configured. */
  readonly setupTokenToShow: string | null;
  /** Maximum number of concurrent connections per address; 0 for no limit. */
  readonly connectionsPerAddress: number;
  readonly clockOffsetMs: number;
  /** Hosts in the operator's own network to which webhooks may be sent. */
  readonly webhookPrivateHosts: readonly string[];
  /** Settings of payments by card and debit; makers can also use keys of their own. */
  readonly stripe: StripeSettings;
  readonly demo: boolean;
  readonly logLevel: string;
  /** Loopback port of the edge for the internal channel; null with an external broker. */
  readonly internalMqttPort: number | null;
  /** Port for metrics; null if metrics are not served. */
  readonly healthPort: number | null;
  /** Address on which `healthPort` is opened. */
  readonly healthHost: string;
  readonly mqttUrl: string | null;
  readonly mqttUsername: string | null;
  readonly mqttPassword: string | null;
  /** Whether the broker asks ingest to authorize clients, so that the broker needs no list of logins. */
  readonly brokerDelegatesAuth: boolean;
}

/**
 * Reads the environment.
 * @throws Error that lists all invalid settings
 */
export function readConfig(env: Environment = process.env): ApiConfig {
  const settings = new Settings(env);
  const home = settings.home(join(packageFolder(), '.dutycycle'));
  const port = settings.integer('PORT', 3000, 0, 65_535);
  return settings.finalize('The API', {
    host: settings.text('HOST') ?? '127.0.0.1',
    port,
    databaseUrl: settings.databaseUrl(),
    databasePoolSize: settings.integer('DATABASE_POOL_SIZE', 10, 1, 500),
    secret: settings.secret(home),
    home,
    portalFolder: resolve(settings.text('PORTAL_FOLDER') ?? join(packageFolder(), 'dist', 'portal')),
    docsFolder: resolve(settings.text('DOCS_FOLDER') ?? join(packageFolder(), 'dist', 'docs')),
    ...settings.mail(`http://localhost:${port}`),
    trustedProxies: readTrustedProxies(settings),
    ...readSetupToken(settings),
    connectionsPerAddress: settings.integer('CONNECTIONS_PER_ADDRESS', 256, 0, 65_535),
    clockOffsetMs: settings.clockOffsetMs(),
    webhookPrivateHosts: settings.webhookPrivateHosts(),
    stripe: readStripeSettings(settings),
    demo: settings.text('DUTYCYCLE_DEMO') === '1',
    logLevel: settings.logLevel(),
    healthPort: settings.portIfSet('HEALTH_PORT'),
    healthHost: settings.text('HEALTH_HOST') ?? '127.0.0.1',
    internalMqttPort: settings.portIfSet('INTERNAL_MQTT_PORT'),
    mqttUrl: settings.urlIfSet('MQTT_URL', ['mqtt:', 'mqtts:', 'tcp:', 'ssl:', 'ws:', 'wss:']),
    mqttUsername: settings.text('MQTT_USERNAME') ?? null,
    mqttPassword: settings.text('MQTT_PASSWORD') ?? null,
    brokerDelegatesAuth: settings.text('BROKER_AUTH_SECRET') !== undefined,
  });
}

/**
 * Reads the setup token. The supervisor passes the hash of the token that it displays. If several API processes run,
 * they share one configured token.
 */
function readSetupToken(settings: Settings): Pick<ApiConfig, 'setupTokenHash' | 'setupTokenToShow'> {
  const hash = settings.text('SETUP_TOKEN_HASH');
  const given = settings.text('SETUP_TOKEN');
  if (hash !== undefined) {
    if (!/^[0-9a-f]{64}$/.test(hash)) settings.fault('SETUP_TOKEN_HASH must be 64 hexadecimal digits');
    return { setupTokenHash: hash, setupTokenToShow: null };
  }
  if (given !== undefined) {
    if (given.length < MIN_SETUP_TOKEN_LENGTH || given.length > MAX_SETUP_TOKEN_LENGTH)
      settings.fault(
        `SETUP_TOKEN must have ${MIN_SETUP_TOKEN_LENGTH} to ${MAX_SETUP_TOKEN_LENGTH} characters; create one with: openssl rand -hex 24`,
      );
    return { setupTokenHash: hashToken(given), setupTokenToShow: null };
  }
  const made = newSetupToken();
  return { setupTokenHash: made.hash, setupTokenToShow: made.token };
}

const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

/** Reads a number of proxies, or a list of addresses, networks (`10.0.0.0/8`) and Express's network names. */
function readTrustedProxies(settings: Settings): number | readonly string[] {
  const text = settings.text('TRUSTED_PROXIES') ?? '0';
  if (/^\d+$/.test(text)) return settings.integer('TRUSTED_PROXIES', 0, 0, 10);
  const proxies = text.split(',').map((proxy) => proxy.trim());
  const wrong = proxies.filter((proxy) => !NAMED_NETWORKS.includes(proxy) && !isNetwork(proxy));
  if (wrong.length > 0) {
    settings.fault(
      `TRUSTED_PROXIES contains "${wrong.join('", "')}"; set a number of proxies, or a list of addresses and networks such as 10.0.0.0/8`,
    );
  }
  return proxies;
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}
