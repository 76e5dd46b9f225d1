import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import type { ApiConfig } from './config.js';
import { API_PREFIX } from './http/api-prefix.js';
import { describeApi } from './openapi/describe-api.js';

/** Configuration without effect. No connections are opened, because the description is derived from the controllers. */
const UNUSED: ApiConfig = {
  host: '127.0.0.1',
  port: 0,
  databaseUrl: 'postgres://nobody@localhost/none',
  databasePoolSize: 1,
  secret: '00'.repeat(32),
  home: '.',
  portalFolder: '.',
  docsFolder: '.',
  publicUrl: 'http://localhost',
  trustedProxies: 0,
  setupTokenHash: '',
  setupTokenToShow: null,
  connectionsPerAddress: 0,
  clockOffsetMs: 0,
  webhookPrivateHosts: [],
  stripe: { platformKey: null, webhookSecrets: [], url: new URL('https://api.stripe.com') },
  demo: false,
  logLevel: 'silent',
  smtpUrl: null,
  mailFrom: '',
  healthPort: null,
  healthHost: '127.0.0.1',
  internalMqttPort: null,
  mqttUrl: null,
  mqttUsername: null,
  mqttPassword: null,
  brokerDelegatesAuth: false,
};

/**
 * Prints the description of the API without a database, for `/api/openapi.json` and for the types of the portal's
 * client.
 */
async function main(): Promise<void> {
  const app = await NestFactory.create(AppModule.forRoot(UNUSED), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  app.setGlobalPrefix(API_PREFIX);
  process.stdout.write(`${JSON.stringify(describeApi(app))}\n`);
}

await main();
