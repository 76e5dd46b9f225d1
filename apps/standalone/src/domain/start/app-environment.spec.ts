import { composeAppEnvironment, type EnvironmentFacts } from './app-environment.js';

const facts: EnvironmentFacts = {
  home: '/home/duty',
  host: '127.0.0.1',
  portalUrl: 'http://127.0.0.1:3000',
  databaseUrl: 'postgres://owner@127.0.0.1:15432/dutycycle',
  portalFolder: '/product/dist/portal',
  port: 3000,
  mqttPort: 1883,
  internalMqttPort: 40_001,
  setupTokenHash: 'ab',
  clockOffsetMs: 0,
  demo: false,
};

it('passes the determined settings, not those of the shell', () => {
  const env = composeAppEnvironment(
    { PATH: '/bin', PORT: '1', HEALTH_PORT: '2', DUTYCYCLE_DEMO: '1', MQTT_TLS_CERT: 'x' },
    facts,
    { healthPort: 40_002 },
  );
  expect(env).toEqual({
    PATH: '/bin',
    NODE_ENV: 'production',
    NO_COLOR: '1',
    DUTYCYCLE_HOME: '/home/duty',
    DATABASE_URL: 'postgres://owner@127.0.0.1:15432/dutycycle',
    HOST: '127.0.0.1',
    PORT: '3000',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    PORTAL_FOLDER: '/product/dist/portal',
    MQTT_PORT: '1883',
    INTERNAL_MQTT_PORT: '40001',
    SETUP_TOKEN: undefined,
    SETUP_TOKEN_HASH: 'ab',
    DUTYCYCLE_CLOCK_OFFSET_MS: '0',
    HEALTH_PORT: '40002',
  });
});

it('excludes npm’s configuration', () => {
  const env = composeAppEnvironment({ npm_config__authToken: 'secret', NPM_TOKEN: 'secret' }, facts);
  expect(Object.values(env)).not.toContain('secret');
});

it('gives each of several processes its position, and only the first one the ports that one process can listen on', () => {
  const inherited = { INGEST_SHARE: '7/7', BROKER_AUTH_PORT: '9001', INGEST_HTTP_PORT: '8080' };
  expect(composeAppEnvironment(inherited, facts, { share: '1/2' })).toMatchObject({
    ...inherited,
    INGEST_SHARE: '1/2',
  });
  const second = composeAppEnvironment(inherited, facts, { share: '2/2' });
  expect(second).toMatchObject({ INGEST_SHARE: '2/2' });
  expect([second['BROKER_AUTH_PORT'], second['INGEST_HTTP_PORT']]).toEqual([undefined, undefined]);
});

it('includes the demo, TLS and an external broker', () => {
  const env = composeAppEnvironment(
    { MQTT_URL: 'mqtts://broker', PUBLIC_URL: 'https://service.example.com', NODE_ENV: 'test' },
    {
      ...facts,
      mqttPort: undefined,
      internalMqttPort: undefined,
      demo: true,
      asOf: '2026-12-01',
      clockOffsetMs: -5,
      tls: { cert: 'c', key: 'k', ca: 'a' },
    },
  );
  expect(env).toMatchObject({
    MQTT_URL: 'mqtts://broker',
    PUBLIC_URL: 'https://service.example.com',
    NODE_ENV: 'test',
    DUTYCYCLE_DEMO: '1',
    DUTYCYCLE_AS_OF: '2026-12-01',
    DUTYCYCLE_CLOCK_OFFSET_MS: '-5',
    MQTT_TLS_CERT: 'c',
    MQTT_TLS_KEY: 'k',
    NODE_EXTRA_CA_CERTS: 'a',
  });
  expect(env['MQTT_PORT']).toBeUndefined();
});
