import { decodeQuarantined, type QuarantinedMessage } from './retry.js';

const NATIVE = 'eaas/acme/P-1/telemetry';
const GATEWAY = 'v1/gateway/telemetry';

function entry(topic: string, payload: string, more: Partial<QuarantinedMessage> = {}): QuarantinedMessage {
  return {
    topic,
    payload,
    payloadBytes: Buffer.byteLength(payload),
    reason: 'before_shipment',
    params: { index: 0 },
    ...more,
  };
}

describe('a quarantined payload is decoded again', () => {
  it.each<[string, QuarantinedMessage, (string | null)[]]>([
    ['as a single message', entry(NATIVE, '{"ts":1760000000000,"g":{"p":1}}'), [null]],
    ['as a batch', entry(NATIVE, '[{"g":{"p":1}},{"g":{"p":2}}]'), [null]],
    ['as an event', entry('eaas/acme/P-1/event', '{"e":{"x":"y"}}'), [null]],
    [
      'as a message from a ThingsBoard device',
      entry('v1/devices/me/telemetry', '{"ts":1760000000000,"values":{"p":1}}'),
      [null],
    ],
    [
      'as one element of a gateway’s message',
      entry(GATEWAY, '{"ts":1760000000000,"values":{"p":1}}'),
      [null],
    ],
    [
      'as a gateway’s whole message',
      entry(GATEWAY, '{"A":[{"p":1}],"B":[{"p":2}]}', { reason: 'not_json', params: {} }),
      ['A', 'B'],
    ],
    [
      'as a message from an unknown device',
      entry(GATEWAY, '{"device":"Line 1","message":"{\\"p\\":1}"}', {
        reason: 'device_unknown',
        params: { device: 'Line 1' },
      }),
      ['Line 1'],
    ],
    [
      'in the native format if it was already decoded',
      entry('v1/devices/me/telemetry', '{"ts":1760000000000,"g":{"p":1}}', {
        reason: 'not_storable',
        params: {},
      }),
      [null],
    ],
  ])('%s', (_, given, devices) => {
    expect(decodeQuarantined(given)).toMatchObject({ devices: devices.map((device) => ({ device })) });
  });

  it('with the original content', () => {
    expect(decodeQuarantined(entry(NATIVE, '{"ts":1760000000000,"seq":4,"c":{"n":1.5}}'))).toMatchObject({
      devices: [
        {
          messages: [{ timeMs: 1_760_000_000_000, seq: 4, values: [{ key: 'n', section: 'c', value: 1.5 }] }],
        },
      ],
    });
  });

  it('and is still not JSON', () => {
    expect(decodeQuarantined(entry(NATIVE, '{"ts":', { reason: 'not_json' }))).toMatchObject({
      code: 'not_json',
    });
  });

  it.each<[string, QuarantinedMessage]>([
    ['was truncated', entry(NATIVE, '{"g":{"p":1}}', { payloadBytes: 9000 })],
    ['conflicts with a stored reading', entry(NATIVE, '{"g":{"p":1}}', { reason: 'conflicting_duplicate' })],
    ['is a state', entry('eaas/acme/P-1/state', '{}')],
    ['is from Sparkplug', entry('spBv1.0/G/DDATA/N/D', '{"metric":"m"}', { reason: 'datatype_unsupported' })],
    ['isn’t telemetry', entry('v1/devices/me/attributes', '{"a":1}')],
    ['has an unknown topic', entry('elsewhere', '{}')],
    ['doesn’t identify the device', entry(GATEWAY, '{"x":1}', { reason: 'device_unknown' })],
  ])('but not when it %s', (_, given) => {
    expect(decodeQuarantined(given)).toBeUndefined();
  });
});
