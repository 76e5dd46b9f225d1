import fc from 'fast-check';
import {
  deviceApiTopic,
  type FormatTopic,
  gatewayApiTopic,
  mayPublishFormat,
  maySubscribeFormat,
  packageErrorTopic,
  parseFormatTopic,
  sparkplugCommandTopic,
} from './format-topics.js';

describe('parseFormatTopic', () => {
  it.each<[string, FormatTopic]>([
    [
      'v1/devices/me/telemetry',
      { family: 'thingsboard', channel: 'telemetry', requestId: null, short: false },
    ],
    [
      'v1/devices/me/attributes/request/17',
      { family: 'thingsboard', channel: 'attributes-request', requestId: '17', short: false },
    ],
    [
      'v1/devices/me/rpc/response/3',
      { family: 'thingsboard', channel: 'rpc-response', requestId: '3', short: false },
    ],
    ['v1/devices/me/claim', { family: 'thingsboard', channel: 'claim', requestId: null, short: false }],
    ['v2/t', { family: 'thingsboard', channel: 'telemetry', requestId: null, short: true }],
    ['v2/a/j', { family: 'thingsboard', channel: 'attributes', requestId: null, short: true }],
    ['v2/r/req/5', { family: 'thingsboard', channel: 'rpc-request', requestId: '5', short: true }],
    [
      'v2/fw/request/7/chunk/3',
      { family: 'thingsboard', channel: 'package-request', requestId: '3', short: true },
    ],
    [
      '/provision/request',
      { family: 'thingsboard', channel: 'provision-request', requestId: null, short: false },
    ],
    ['v1/gateway/telemetry', { family: 'thingsboard-gateway', channel: 'telemetry' }],
    ['v1/gateway/attributes/request', { family: 'thingsboard-gateway', channel: 'attributes-request' }],
    [
      'spBv1.0/Plant 1/NBIRTH/press-7',
      { family: 'sparkplug', channel: 'NBIRTH', groupId: 'Plant 1', edgeNodeId: 'press-7', deviceId: null },
    ],
    [
      'spBv1.0/g/DDATA/n/d',
      { family: 'sparkplug', channel: 'DDATA', groupId: 'g', edgeNodeId: 'n', deviceId: 'd' },
    ],
    ['spBv1.0/STATE/host', { family: 'sparkplug', channel: 'STATE', hostId: 'host' }],
  ])('parses %s', (topic, expected) => expect(parseFormatTopic(topic)).toEqual(expected));

  it.each([
    '',
    '/',
    'v1',
    'v1/devices/me',
    'v1/devices/me/',
    'v1/devices/you/telemetry',
    'v1/devices/me/telemetry/1',
    'v1/devices/me/rpc/request',
    'v1/devices/me/rpc/request/',
    'v1/devices/me/rpc/request/x',
    'v1/devices/me/rpc/request/1/2',
    'v1/gateway/',
    'v1/gateway/toString',
    'v1/gateway/rpc/1',
    'v2/t/p',
    'v2/fw/request/1',
    'v2/fw/request/x/chunk/0',
    'v2/hw/request/1/chunk/0',
    '/provision',
    'spBv1.0/g/NBIRTH',
    'spBv1.0/g/NBIRTH/n/d',
    'spBv1.0/g/DBIRTH/n',
    'spBv1.0/g/DBIRTH/n/',
    'spBv1.0/g/XBIRTH/n',
    'spBv1.0//NDATA/n',
    'spBv1.0/g/NDATA/n#',
    'eaas/acme/P-1/telemetry',
  ])('rejects %s', (topic) => expect(parseFormatTopic(topic)).toBeUndefined());

  it('never throws', () => {
    const part = fc.oneof(
      fc.constantFrom(
        'v1',
        'v2',
        'devices',
        'me',
        'gateway',
        'spBv1.0',
        'STATE',
        'NDATA',
        'rpc',
        'request',
        '1',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const topic = parts.join('/');
        parseFormatTopic(topic);
        mayPublishFormat('P-1', topic);
        maySubscribeFormat('P-1', topic);
      }),
    );
  });
});

describe('permissions to publish and subscribe', () => {
  it.each<[string, boolean, boolean]>([
    ['v1/devices/me/telemetry', true, false],
    ['v1/devices/me/attributes', true, true],
    ['v1/devices/me/attributes/request/1', true, false],
    ['v1/devices/me/attributes/response/1', false, true],
    ['v1/devices/me/rpc/request/1', true, true],
    ['v1/devices/me/rpc/response/1', true, true],
    ['v1/devices/me/claim', true, false],
    ['v1/gateway/telemetry', true, false],
    ['v1/gateway/attributes', true, true],
    ['v1/gateway/attributes/response', false, true],
    ['v1/gateway/rpc', true, true],
    ['v2/t', true, false],
    ['v2/a', true, true],
    ['v2/fw/request/1/chunk/0', true, false],
    ['v2/sw/request/1/chunk/0', true, false],
    ['v2/fw/response/1/chunk/0', false, true],
    ['v2/fw/error', false, true],
    ['/provision/request', true, false],
    ['/provision/response', false, true],
    ['spBv1.0/g/NBIRTH/P-1', true, false],
    ['spBv1.0/g/DDATA/P-1/d', true, false],
    ['spBv1.0/g/NCMD/P-1', false, true],
    ['spBv1.0/g/DCMD/P-1/d', false, true],
    ['spBv1.0/STATE/h', false, true],
    ['spBv1.0/g/NDATA/P-2', false, false],
    ['spBv1.0/g/NCMD/P-2', false, false],
  ])('%s: publishes %s, subscribes %s', (topic, publishes, reads) => {
    expect(mayPublishFormat('P-1', topic)).toBe(publishes);
    expect(maySubscribeFormat('P-1', topic)).toBe(reads);
  });

  it.each([
    'v1/devices/me/rpc/request/+',
    'v1/devices/me/rpc/response/+',
    'v1/devices/me/attributes/response/+',
    'v1/gateway/attributes/response/+',
    'v2/r/req/+',
    'v2/fw/response/+/chunk/+',
    'v2/sw/response/1/chunk/+',
    'spBv1.0/g/NCMD/P-1/#',
    'spBv1.0/+/NCMD/P-1',
    'spBv1.0/g/DCMD/P-1/#',
    'spBv1.0/g/DCMD/P-1/+',
    'spBv1.0/STATE/+',
  ])('allows the filter %s', (filter) => expect(maySubscribeFormat('P-1', filter)).toBe(true));

  it.each([
    '#',
    '+/#',
    'v1/#',
    'v1/devices/#',
    'v1/devices/me/#',
    'v1/devices/+/attributes',
    'v1/gateway/#',
    'spBv1.0/#',
    'spBv1.0/g/#',
    'spBv1.0/g/NDATA/P-1',
    'spBv1.0/g/+/P-1',
    'spBv1.0/g/DCMD/P-1',
    'spBv1.0/g/DCMD/+/d',
    'spBv1.0/STATE/h/#',
    'v1/gateway/constructor',
  ])('rejects the filter %s', (filter) => expect(maySubscribeFormat('P-1', filter)).toBe(false));

  it('include the topics of its messages', () => {
    for (const short of [false, true]) {
      for (const topic of [
        deviceApiTopic('attributes', null, short),
        deviceApiTopic('attributes-response', '1', short),
        deviceApiTopic('rpc-request', '1', short),
        deviceApiTopic('rpc-response', '1', short),
        packageErrorTopic('v2/fw/request/1/chunk/0'),
        deviceApiTopic('provision-response', null, false),
      ])
        expect([topic, maySubscribeFormat('P-1', topic)]).toEqual([topic, true]);
    }
    for (const channel of ['attributes', 'attributes-response', 'rpc'] as const)
      expect(maySubscribeFormat('P-1', gatewayApiTopic(channel))).toBe(true);
    expect(maySubscribeFormat('P-1', sparkplugCommandTopic('g', 'P-1', null))).toBe(true);
    expect(maySubscribeFormat('P-1', sparkplugCommandTopic('g', 'P-1', 'd'))).toBe(true);
  });
});
