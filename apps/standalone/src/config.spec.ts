import { needsTls, readStandaloneConfig, type StandaloneConfig } from './config.js';

const read = (env: Record<string, string>) => readStandaloneConfig('/work-folder', env);

describe('readStandaloneConfig', () => {
  it('has a default for everything', () => {
    expect(read({}).config).toEqual({
      home: '/work-folder/.dutycycle',
      host: '127.0.0.1',
      ingestProcesses: 1,
      inherited: {},
    });
  });

  it('reads the environment, and treats blank values as not set', () => {
    const { config } = read({
      DUTYCYCLE_HOME: '/srv/duty',
      HOST: '0.0.0.0',
      PORT: '8080',
      MQTT_PORT: ' ',
      DATABASE_URL: 'postgres://owner:x@db/duty',
      MQTT_URL: 'mqtts://broker:8883',
      MQTT_TLS_CERT: '/tls/cert.pem',
      MQTT_TLS_KEY: '/tls/key.pem',
    });
    expect(config).toMatchObject({
      home: '/srv/duty',
      host: '0.0.0.0',
      port: 8080,
      mqttPort: undefined,
      databaseUrl: 'postgres://owner:x@db/duty',
      mqttUrl: 'mqtts://broker:8883',
      mqttTls: { cert: '/tls/cert.pem', key: '/tls/key.pem' },
    });
  });

  it('reports all errors, without passwords', () => {
    const { faults } = read({
      PORT: 'x',
      MQTT_PORT: '70000',
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      MQTT_URL: 'broker',
      DUTYCYCLE_SECRET: 'abc',
      MQTT_TLS_CERT: '/tls/cert.pem',
    });
    expect(faults.map((fault) => fault.split(/[ =]/)[0])).toEqual([
      'DUTYCYCLE_SECRET',
      'MQTT_TLS_CERT',
      'PORT',
      'MQTT_PORT',
      'DATABASE_URL',
      'MQTT_URL',
    ]);
    expect(faults.join()).not.toContain('hunter2');
  });

  it('allows several ingest processes, but only behind an external broker', () => {
    const MQTT_URL = 'mqtt://broker';
    expect(read({ INGEST_PROCESSES: '3', MQTT_URL }).config).toMatchObject({ ingestProcesses: 3 });
    expect(read({ INGEST_PROCESSES: '1' }).config).toMatchObject({ ingestProcesses: 1 });
    expect(read({ INGEST_PROCESSES: '2' }).faults).toEqual([
      expect.stringMatching(/^INGEST_PROCESSES=2 requires an external broker in MQTT_URL/),
    ]);
    for (const wrong of ['0', '100', '1.5', 'two'])
      expect(read({ INGEST_PROCESSES: wrong, MQTT_URL }).faults).toEqual([
        `INGEST_PROCESSES="${wrong}" must be a number from 1 to 99.`,
      ]);
  });
});

describe('needsTls', () => {
  const base: StandaloneConfig = { home: '/h', host: '127.0.0.1', ingestProcesses: 1, inherited: {} };
  it.each([
    ['on loopback', base, false, false],
    ['beyond loopback', { ...base, host: '0.0.0.0' }, false, true],
    ['beyond loopback, with plain MQTT allowed', { ...base, host: '0.0.0.0' }, true, false],
    ['with a configured certificate', { ...base, mqttTls: { cert: 'c', key: 'k' } }, false, true],
    ['with an external broker', { ...base, host: '0.0.0.0', mqttUrl: 'mqtt://b' }, false, false],
  ])('%s', (_name, config, plain, expected) => expect(needsTls(config, plain)).toBe(expected));
});
