/** Settings for the apps. Their names are documented in docs/running.md. */
export interface EnvironmentFacts {
  home: string;
  host: string;
  /** URL of the portal on this machine. */
  portalUrl: string;
  databaseUrl: string;
  portalFolder: string;
  port: number;
  /** Absent with an external broker. */
  mqttPort?: number;
  internalMqttPort?: number;
  /** First port for the health and metrics of the apps; if absent, apps other than the API use any free port. */
  metricsPort?: number;
  tls?: { cert: string; key: string; ca?: string };
  /** SHA-256, hexadecimal, of the token that sets up an empty installation. */
  setupTokenHash: string;
  clockOffsetMs: number;
  demo: boolean;
  asOf?: string;
}

/** Settings that differ between apps. */
export interface AppFacts {
  /** Port for the app's health, if it has one. */
  healthPort?: number;
  /** Position among several processes of the app, such as `2/3`. */
  share?: string;
}

/** Ports that only one process can listen on. The first of several processes gets them. */
const PORTS_OF_THE_FIRST = ['BROKER_AUTH_PORT', 'INGEST_HTTP_PORT'];

/**
 * Returns the environment of an app: that of the supervisor without npm's variables, with the settings that the
 * supervisor determines.
 * @param inherited the supervisor's environment
 */
export function composeAppEnvironment(
  inherited: Readonly<Record<string, string | undefined>>,
  facts: EnvironmentFacts,
  { healthPort, share }: AppFacts = {},
): Record<string, string | undefined> {
  return {
    ...withoutNpm(inherited),
    NODE_ENV: inherited['NODE_ENV'] ?? 'production',
    // The apps' output goes to log files, through the supervisor.
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    DUTYCYCLE_HOME: facts.home,
    DATABASE_URL: facts.databaseUrl,
    HOST: facts.host,
    PORT: String(facts.port),
    PUBLIC_URL: publicUrlOf(inherited, facts.portalUrl),
    PORTAL_FOLDER: inherited['PORTAL_FOLDER'] ?? facts.portalFolder,
    MQTT_PORT: asText(facts.mqttPort),
    INTERNAL_MQTT_PORT: asText(facts.internalMqttPort),
    MQTT_TLS_CERT: facts.tls?.cert,
    MQTT_TLS_KEY: facts.tls?.key,
    // Authority that the product's own clients (the simulator) must trust in addition to the system's.
    NODE_EXTRA_CA_CERTS: facts.tls?.ca ?? inherited['NODE_EXTRA_CA_CERTS'],
    SETUP_TOKEN: undefined,
    SETUP_TOKEN_HASH: facts.setupTokenHash,
    DUTYCYCLE_CLOCK_OFFSET_MS: String(facts.clockOffsetMs),
    DUTYCYCLE_DEMO: facts.demo ? '1' : undefined,
    DUTYCYCLE_AS_OF: facts.asOf,
    HEALTH_PORT: asText(healthPort),
    ...(share === undefined ? {} : { INGEST_SHARE: share }),
    ...(share === undefined || share.startsWith('1/')
      ? {}
      : Object.fromEntries(PORTS_OF_THE_FIRST.map((name) => [name, undefined]))),
  };
}

/**
 * Returns the base URL of links for users. It is not always localhost, because with a HOST such as a LAN address, the
 * product does not respond there.
 */
export function publicUrlOf(
  inherited: Readonly<Record<string, string | undefined>>,
  portalUrl: string,
): string {
  return inherited['PUBLIC_URL']?.trim() || portalUrl;
}

/** Removes npm's configuration from the environment of `npm start`, because it can include a registry's token. */
function withoutNpm(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.toLowerCase().startsWith('npm_')));
}

function asText(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
