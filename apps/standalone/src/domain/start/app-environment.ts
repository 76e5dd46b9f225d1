/** What the apps are told; names as in docs/running.md. */
export interface EnvironmentFacts {
  home: string;
  host: string;
  /** Where people on this machine reach the portal. */
  portalUrl: string;
  databaseUrl: string;
  portalFolder: string;
  port: number;
  /** Absent with an external broker. */
  mqttPort?: number;
  internalMqttPort?: number;
  /** The first of the ports on which the apps tell their state and metrics; absent where any free ones will do. */
  metricsPort?: number;
  tls?: { cert: string; key: string; ca?: string };
  /** SHA-256, hex, of the token that sets up an empty installation. */
  setupTokenHash: string;
  clockOffsetMs: number;
  demo: boolean;
  asOf?: string;
}

/** What differs from app to app. */
export interface AppFacts {
  /** The app's own port for its state, if it has one. */
  healthPort?: number;
  /** Which of several processes of the app it is, such as `2/3`. */
  share?: string;
}

/** Ports of which each can be listened on by one process; of several it is the first. */
const PORTS_OF_THE_FIRST = ['BROKER_AUTH_PORT', 'INGEST_HTTP_PORT'];

/**
 * The environment of one app: the supervisor's own, with every setting of the product replaced by what was decided.
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
    // The apps write into files, through us.
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
    // What our own clients (the simulator) have to trust beside the system's authorities.
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

/** What links for people start with; a HOST that is not loopback is not answered on localhost. */
export function publicUrlOf(
  inherited: Readonly<Record<string, string | undefined>>,
  portalUrl: string,
): string {
  return inherited['PUBLIC_URL']?.trim() || portalUrl;
}

/** Under `npm start` the environment carries npm's whole configuration, a registry's token possibly among it. */
function withoutNpm(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.toLowerCase().startsWith('npm_')));
}

function asText(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
