import { readConfig } from './config.js';

const SOUND = {
  DATABASE_URL: 'postgres://o:p@h/d',
  DUTYCYCLE_SECRET: 'ab'.repeat(32),
  DUTYCYCLE_HOME: '/nowhere',
};

describe('readConfig of the worker', () => {
  it('needs no broker and no health page', () => {
    expect(readConfig(SOUND)).toMatchObject({
      healthPort: null,
      healthHost: '127.0.0.1',
      internalMqttPort: null,
      mqttUrl: null,
      clockOffsetMs: 0,
    });
  });

  it("accepts the devices' broker, or the loopback port of the embedded one", () => {
    expect(
      readConfig({ ...SOUND, MQTT_URL: 'mqtts://b', MQTT_USERNAME: 'u', INTERNAL_MQTT_PORT: '1884' }),
    ).toMatchObject({
      mqttUrl: 'mqtts://b',
      mqttUsername: 'u',
      mqttPassword: null,
      internalMqttPort: 1884,
    });
  });

  it('reports all errors at once, without passwords', () => {
    const faulty = () =>
      readConfig({
        DATABASE_URL: 'mysql://root:hunter2@h/d',
        DUTYCYCLE_SECRET: 'short',
        HEALTH_PORT: '99999',
        LOG_LEVEL: 'loud',
        MQTT_URL: 'http://b',
        DUTYCYCLE_CLOCK_OFFSET_MS: '1e3',
      });
    expect(faulty).toThrow(
      /DATABASE_URL(.|\n)*DUTYCYCLE_SECRET(.|\n)*DUTYCYCLE_CLOCK_OFFSET_MS(.|\n)*HEALTH_PORT(.|\n)*MQTT_URL(.|\n)*LOG_LEVEL/,
    );
    expect(faulty).not.toThrow(/hunter2/);
  });
});
