import { readStripeSettings, type StripeSettings } from '#payments';
import { type Environment, type InternalChannelSettings, type MailSettings, Settings } from '#platform';

export interface WorkerConfig extends InternalChannelSettings, MailSettings {
  /**
   * Database connection of the schema's owner. The worker migrates the schema and creates the job queue's tables with
   * it, and derives the connections of its other roles from it.
   */
  readonly databaseUrl: string;
  readonly databasePoolSize: number;
  readonly clockOffsetMs: number;
  /** Hosts in the operator's own network that may receive webhooks. */
  readonly webhookPrivateHosts: readonly string[];
  /** Settings of payments by card and debit; makers can also use keys of their own. */
  readonly stripe: StripeSettings;
  readonly logLevel: string;
  /** Port of the health page and the metrics; null to serve neither. */
  readonly healthPort: number | null;
  /** Address on which the health port listens. */
  readonly healthHost: string;
}

/**
 * Reads the configuration from the environment.
 * @throws Error that lists all errors together
 */
export function readConfig(env: Environment = process.env): WorkerConfig {
  const settings = new Settings(env);
  const home = settings.home();
  return settings.finalize('The worker', {
    databaseUrl: settings.databaseUrl(),
    databasePoolSize: settings.integer('DATABASE_POOL_SIZE', 5, 1, 500),
    secret: settings.secret(home),
    home,
    ...settings.mail(`http://localhost:${settings.integer('PORT', 3000, 0, 65_535)}`),
    clockOffsetMs: settings.clockOffsetMs(),
    webhookPrivateHosts: settings.webhookPrivateHosts(),
    stripe: readStripeSettings(settings),
    healthPort: settings.portIfSet('HEALTH_PORT'),
    healthHost: settings.text('HEALTH_HOST') ?? '127.0.0.1',
    internalMqttPort: settings.portIfSet('INTERNAL_MQTT_PORT'),
    mqttUrl: settings.urlIfSet('MQTT_URL', ['mqtt:', 'mqtts:']),
    mqttUsername: settings.text('MQTT_USERNAME') ?? null,
    mqttPassword: settings.text('MQTT_PASSWORD') ?? null,
    logLevel: settings.logLevel(),
  });
}
