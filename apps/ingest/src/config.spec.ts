import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config.js';

const GOOD = { DATABASE_URL: 'postgres://owner:x@db/duty', DUTYCYCLE_SECRET: 'ab'.repeat(32) };

describe('readConfig', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'ingest-config-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has defaults', () => {
    expect(readConfig(GOOD)).toEqual({
      databaseUrl: GOOD.DATABASE_URL,
      secret: GOOD.DUTYCYCLE_SECRET,
      clockOffsetMs: 0,
      logLevel: 'info',
      healthPort: null,
      healthHost: '127.0.0.1',
      http: null,
      brokerAuth: null,
      heldBytesLimit: 32 * 1024 * 1024,
      quarantineKept: 10_000,
      broker: { kind: 'embedded', host: '127.0.0.1', port: 1883, internalPort: null, tls: null },
    });
  });

  it('reads certificate, key and secret from their files', () => {
    for (const name of ['cert.pem', 'key.pem']) writeFileSync(join(folder, name), name);
    writeFileSync(join(folder, 'secret.key'), `${'cd'.repeat(32)}\n`);
    const config = readConfig({
      DATABASE_URL: GOOD.DATABASE_URL,
      DUTYCYCLE_HOME: folder,
      MQTT_PORT: '8883',
      INTERNAL_MQTT_PORT: '40001',
      HEALTH_PORT: '40002',
      HEALTH_HOST: '10.0.0.5',
      HOST: '0.0.0.0',
      MQTT_TLS_CERT: join(folder, 'cert.pem'),
      MQTT_TLS_KEY: join(folder, 'key.pem'),
    });
    expect(config).toMatchObject({
      secret: 'cd'.repeat(32),
      healthPort: 40002,
      healthHost: '10.0.0.5',
      broker: {
        host: '0.0.0.0',
        port: 8883,
        internalPort: 40001,
        tls: { cert: 'cert.pem', key: 'key.pem' },
      },
    });
  });

  it('reads from an external broker instead', () => {
    const config = readConfig({
      ...GOOD,
      MQTT_URL: 'mqtts://broker:8883',
      MQTT_USERNAME: 'ingest',
      MQTT_PASSWORD: 'p',
    });
    expect(config.broker).toEqual({
      kind: 'external',
      url: 'mqtts://broker:8883',
      username: 'ingest',
      password: 'p',
      share: { index: 1, count: 1 },
    });
  });

  it('accepts requests of brokers that send a secret', () => {
    const asked = { ...GOOD, BROKER_AUTH_PORT: '9001', MQTT_USERNAME: 'u', MQTT_PASSWORD: 'p' };
    expect(readConfig({ ...asked, BROKER_AUTH_SECRET: 's' }).brokerAuth).toEqual({
      host: '127.0.0.1',
      port: 9001,
      secret: 's',
      product: { username: 'u', password: 'p' },
    });
    expect(() => readConfig(asked)).toThrow('BROKER_AUTH_SECRET');
  });

  it('can be one of several processes, but only behind an external broker', () => {
    const external = { ...GOOD, MQTT_URL: 'mqtt://broker' };
    expect(readConfig({ ...external, INGEST_SHARE: '2/3' }).broker).toMatchObject({
      share: { index: 2, count: 3 },
    });
    expect(() => readConfig({ ...external, INGEST_SHARE: 'two' })).toThrow('INGEST_SHARE');
    expect(() => readConfig({ ...GOOD, INGEST_SHARE: '1/2' })).toThrow('INGEST_SHARE');
  });

  it('reports all errors at once, without passwords', () => {
    const start = () =>
      readConfig({
        DATABASE_URL: 'mysql://root:hunter2@db',
        DUTYCYCLE_HOME: folder + '/none',
        MQTT_PORT: 'x',
        MQTT_TLS_CERT: '/nowhere',
        LOG_LEVEL: 'loud',
      });
    for (const name of ['DATABASE_URL', 'DUTYCYCLE_SECRET', 'MQTT_PORT', 'MQTT_TLS_KEY', 'LOG_LEVEL'])
      expect(start).toThrow(name);
    expect(start).not.toThrow('hunter2');
  });
});
