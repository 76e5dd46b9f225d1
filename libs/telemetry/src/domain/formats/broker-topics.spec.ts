import {
  mayPublishAtBroker,
  maySubscribeAtBroker,
  parseBrokerTopic,
  SHAREABLE_TOPIC_FILTERS,
  toBrokerTopic,
  UNSHAREABLE_TOPIC_FILTERS,
} from './broker-topics.js';

const DEVICE = { makerSlug: 'acme', code: 'press-7' };
const WHOSE = { makerSlug: 'acme', deviceCode: 'press-7' };

describe('parseBrokerTopic', () => {
  it.each([
    ['eaas/acme/press-7/telemetry', { ...WHOSE, channel: 'telemetry', topic: 'eaas/acme/press-7/telemetry' }],
    [
      'eaas/acme/press-7/v1/devices/me/telemetry',
      { ...WHOSE, channel: 'format', topic: 'v1/devices/me/telemetry' },
    ],
    ['eaas/acme/press-7/v2/r/req/4', { ...WHOSE, channel: 'format', topic: 'v2/r/req/4' }],
    [
      'eaas/acme/press-7/v2/fw/request/1/chunk/0',
      { ...WHOSE, channel: 'format', topic: 'v2/fw/request/1/chunk/0' },
    ],
    ['eaas/acme/press-7/v1/gateway/rpc', { ...WHOSE, channel: 'format', topic: 'v1/gateway/rpc' }],
    ['spBv1.0/acme/NDATA/press-7', { ...WHOSE, channel: 'format', topic: 'spBv1.0/acme/NDATA/press-7' }],
    [
      'spBv1.0/acme/DDATA/press-7/Pump',
      { ...WHOSE, channel: 'format', topic: 'spBv1.0/acme/DDATA/press-7/Pump' },
    ],
  ])('%s', (topic, expected) => expect(parseBrokerTopic(topic)).toEqual(expected));

  it.each([
    'v1/devices/me/telemetry',
    'v2/t',
    'eaas/acme/press-7/v1/devices/you/telemetry',
    'eaas/acme/press-7/v1/devices/me/attributes/response/1',
    'eaas/acme/press-7/spBv1.0/acme/NDATA/press-7',
    'eaas/acme/press-7//provision/request',
    'eaas//press-7/v1/devices/me/telemetry',
    'spBv1.0/acme/NCMD/press-7',
    'spBv1.0/STATE/dutycycle',
    'dutycycle/internal/live/x',
  ])('returns undefined for %s', (topic) => expect(parseBrokerTopic(topic)).toBeUndefined());
});

describe('permissions of a device at a broker', () => {
  it.each([
    ['eaas/acme/press-7/telemetry', true],
    ['eaas/acme/press-7/v1/devices/me/telemetry', true],
    ['spBv1.0/acme/NBIRTH/press-7', true],
    ['eaas/acme/press-8/v1/devices/me/telemetry', false],
    ['eaas/beta/press-7/telemetry', false],
    ['spBv1.0/beta/NBIRTH/press-7', false],
    ['spBv1.0/acme/NBIRTH/press-8', false],
    ['spBv1.0/acme/NCMD/press-7', false],
    ['spBv1.0/STATE/dutycycle', false],
    ['v1/devices/me/telemetry', false],
    ['eaas/acme/press-7/error', false],
  ])('publishes to %s: %s', (topic, may) => expect(mayPublishAtBroker(DEVICE, topic)).toBe(may));

  it.each([
    ['eaas/acme/press-7/error', true],
    ['eaas/acme/press-7/v1/devices/me/attributes', true],
    ['eaas/acme/press-7/v1/devices/me/rpc/request/+', true],
    ['eaas/acme/press-7/v1/gateway/rpc', true],
    ['spBv1.0/acme/NCMD/press-7/#', true],
    ['spBv1.0/STATE/dutycycle', true],
    ['eaas/acme/press-7/v1/#', false],
    ['eaas/acme/press-7/v1/devices/me/telemetry', false],
    ['eaas/acme/press-7/spBv1.0/acme/NCMD/press-7', false],
    ['eaas/acme/press-8/v1/devices/me/attributes', false],
    ['spBv1.0/+/NCMD/press-7', false],
    ['spBv1.0/beta/NCMD/press-7', false],
    ['v1/devices/me/attributes', false],
    ['#', false],
  ])('subscribes to %s: %s', (filter, may) => expect(maySubscribeAtBroker(DEVICE, filter)).toBe(may));

  it('includes the topics of its messages', () => {
    for (const topic of [
      'v1/devices/me/rpc/request/1',
      'v2/a',
      'v1/gateway/attributes',
      'spBv1.0/acme/NCMD/press-7',
    ])
      expect(maySubscribeAtBroker(DEVICE, toBrokerTopic(DEVICE, topic))).toBe(true);
  });
});

it('no topic is both shared and read by a single process', () => {
  expect(SHAREABLE_TOPIC_FILTERS.filter((filter) => UNSHAREABLE_TOPIC_FILTERS.includes(filter))).toEqual([]);
  expect(UNSHAREABLE_TOPIC_FILTERS).toEqual(
    expect.arrayContaining([
      'eaas/+/+/v1/devices/me/rpc/response/+',
      'eaas/+/+/v1/gateway/connect',
      'spBv1.0/+/DDATA/+/+',
    ]),
  );
  expect(UNSHAREABLE_TOPIC_FILTERS).not.toContain('eaas/+/+/v1/devices/me/attributes/response/+');
});
