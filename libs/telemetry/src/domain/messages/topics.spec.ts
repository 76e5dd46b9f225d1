import { deviceTopic, errorTopic, mayDeviceSubscribe, parseDeviceTopic } from './topics.js';

describe('parseDeviceTopic', () => {
  it('parses what it formats', () => {
    for (const channel of ['telemetry', 'event', 'state'] as const) {
      expect(parseDeviceTopic(deviceTopic('mk', 'P-1.x', channel))).toEqual({
        makerSlug: 'mk',
        deviceCode: 'P-1.x',
        channel,
      });
    }
  });

  it.each([
    'eaas/mk/p/command',
    'eaas/mk/p',
    'eaas/mk/p/telemetry/x',
    'eaas//p/telemetry',
    'eaas/mk//telemetry',
    'x/mk/p/telemetry',
    '',
    'eaas/mk/p/error',
  ])('rejects %s', (topic) => expect(parseDeviceTopic(topic)).toBeUndefined());
});

describe('mayDeviceSubscribe', () => {
  it.each([
    ['eaas/mk/p/command/#', true],
    ['eaas/mk/p/command/+', true],
    ['eaas/mk/p/command/restart', true],
    ['eaas/mk/p/command', true],
    [errorTopic('mk', 'p'), true],
    ['eaas/mk/p/#', false],
    ['eaas/mk/p/+', false],
    ['eaas/mk/p/telemetry', false],
    ['eaas/mk/p/commands', false],
    ['eaas/mk/+/command/#', false],
    ['eaas/+/p/command/#', false],
    ['eaas/mk/p2/command/#', false],
    ['eaas/#', false],
    ['#', false],
    ['dutycycle/internal/live/+/+', false],
    ['$SYS/#', false],
  ])('%s: %s', (filter, expected) => expect(mayDeviceSubscribe('mk', 'p', filter)).toBe(expected));
});
