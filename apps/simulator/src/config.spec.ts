import { readSimulatorConfig } from './config.js';

const given = { DATABASE_URL: 'postgres://owner@127.0.0.1/duty', DUTYCYCLE_SECRET: 'a'.repeat(64) };

it.each([
  [{}, 'mqtt://127.0.0.1:1883'],
  [{ HOST: '0.0.0.0', MQTT_PORT: '8883', MQTT_TLS_CERT: '/c' }, 'mqtts://127.0.0.1:8883'],
  [{ HOST: '192.0.2.7', MQTT_PORT: '8883', MQTT_TLS_CERT: '/c' }, 'mqtts://192.0.2.7:8883'],
  [{ HOST: '::' }, 'mqtt://[::1]:1883'],
  [{ HOST: '::1' }, 'mqtt://[::1]:1883'],
  [{ HOST: '192.0.2.7', MQTT_URL: 'mqtt://broker:1883' }, 'mqtt://broker:1883'],
])("publishes to the broker's address: %j", (env, url) =>
  expect(readSimulatorConfig({ ...given, ...env }).mqttUrl).toBe(url),
);

it('reports all errors at once', () => {
  const read = () =>
    readSimulatorConfig({
      DUTYCYCLE_HOME: '/nowhere',
      MQTT_PORT: 'x',
      DUTYCYCLE_CLOCK_OFFSET_MS: 'y',
      DUTYCYCLE_DEMO_DAYS: '7',
    });
  expect(read).toThrow(/DATABASE_URL.*\n.*DUTYCYCLE_SECRET.*\n.*CLOCK_OFFSET.*\n.*DEMO_DAYS.*\n.*MQTT_PORT/);
});
