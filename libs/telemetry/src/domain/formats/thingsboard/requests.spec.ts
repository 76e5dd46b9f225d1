import fc from 'fast-check';
import {
  decodeAttributeRequest,
  decodeAttributes,
  decodeClaim,
  decodeGatewayAttributeRequest,
  decodeGatewayAttributes,
  decodeGatewayClaims,
  decodeGatewayDevice,
  decodeGatewayRpcResponse,
  decodeProvisionRequest,
  decodeRpcCall,
  findAttributeFault,
  pickAttributes,
} from './requests.js';

const bytes = (value: unknown): Buffer =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const malformed = (field: string) => ({ code: 'request_malformed', params: { field } });

describe('requests of the device API', () => {
  it.each<[string, (payload: Uint8Array) => unknown, unknown, unknown]>([
    [
      'attributes',
      decodeAttributes,
      { fw: '1.2', on: true, n: { x: 1 } },
      { attributes: { fw: '1.2', on: true, n: { x: 1 } } },
    ],
    ['no attributes', decodeAttributes, {}, { code: 'no_values', params: {} }],
    ['an array of attributes', decodeAttributes, [{ a: 1 }], { code: 'not_an_object', params: {} }],
    [
      'an attribute without a name',
      decodeAttributes,
      { '': 1 },
      { code: 'attribute_malformed', params: { field: '' } },
    ],
    [
      'an attribute with NUL',
      decodeAttributes,
      { a: ['\0'] },
      { code: 'text_malformed', params: { field: 'a' } },
    ],
    [
      'a number out of range',
      decodeAttributes,
      '{"a":{"x":[1e999]}}',
      { code: 'number_out_of_range', params: { field: 'a' } },
    ],
    [
      'an attribute that is too long',
      decodeAttributes,
      { a: 'x'.repeat(9000) },
      { code: 'text_too_long', params: { field: 'a', length: 9002, limit: 8192 } },
    ],
    [
      'a request for both kinds',
      decodeAttributeRequest,
      { clientKeys: 'a,b', sharedKeys: 'c' },
      { client: ['a', 'b'], shared: ['c'] },
    ],
    [
      'a request for one kind',
      decodeAttributeRequest,
      { sharedKeys: 'c, d' },
      { client: null, shared: ['c', 'd'] },
    ],
    ['a request for all attributes', decodeAttributeRequest, {}, { client: [], shared: [] }],
    ['an invalid request', decodeAttributeRequest, { clientKeys: 5 }, malformed('clientKeys')],
    ['a call', decodeRpcCall, { method: 'getTime' }, { method: 'getTime', params: null }],
    ['a call without a method', decodeRpcCall, { params: {} }, malformed('method')],
    ['a claim', decodeClaim, { secretKey: 's', durationMs: 60000 }, { secretKey: 's', durationMs: 60000 }],
    ['an empty claim', decodeClaim, '', { secretKey: '', durationMs: null }],
    ['a claim with a negative duration', decodeClaim, { durationMs: -1 }, malformed('durationMs')],
    [
      'a provisioning',
      decodeProvisionRequest,
      { deviceName: 'P-1', provisionDeviceKey: 'k', provisionDeviceSecret: 's' },
      { deviceName: 'P-1', key: 'k', secret: 's' },
    ],
    [
      'a provisioning without a key',
      decodeProvisionRequest,
      { deviceName: 'P-1' },
      malformed('provisionDeviceKey'),
    ],
  ])('reads %s', (_, decode, said, expected) => expect(decode(bytes(said))).toEqual(expected));

  it('returns the requested attributes', () => {
    const known = { client: { a: 1, b: 2 }, shared: { c: 3 } };
    expect(pickAttributes({ client: ['a', 'x'], shared: null }, known)).toEqual({ client: { a: 1 } });
    expect(pickAttributes({ client: [], shared: ['c'] }, known)).toEqual(known);
    expect(pickAttributes({ client: null, shared: ['toString'] }, known)).toEqual({ shared: {} });
  });
});

describe('requests of the gateway API', () => {
  it.each<[string, (payload: Uint8Array) => unknown, unknown, unknown]>([
    ['a connection', decodeGatewayDevice, { device: 'A', type: 'T' }, { device: 'A', type: 'T' }],
    ['a connection without a device', decodeGatewayDevice, {}, malformed('device')],
    ['attributes', decodeGatewayAttributes, { A: { x: 1 } }, { devices: new Map([['A', { x: 1 }]]) }],
    ['attributes without a device', decodeGatewayAttributes, {}, { code: 'batch_empty', params: {} }],
    ['attributes that aren’t an object', decodeGatewayAttributes, { A: 1 }, malformed('A')],
    [
      'a request',
      decodeGatewayAttributeRequest,
      { id: 1, device: 'A', client: ['k'], shared: ['l'] },
      { requestId: 1, device: 'A', query: { client: ['k'], shared: ['l'] }, isSingle: null },
    ],
    [
      'a request in the older form',
      decodeGatewayAttributeRequest,
      { id: 1, device: 'A', client: false, key: 'k' },
      { requestId: 1, device: 'A', query: { client: null, shared: ['k'] }, isSingle: true },
    ],
    ['a request without a number', decodeGatewayAttributeRequest, { device: 'A' }, malformed('id')],
    [
      'an answer',
      decodeGatewayRpcResponse,
      { device: 'A', id: 7, data: { success: true } },
      { device: 'A', requestId: 7, data: { success: true } },
    ],
    [
      'claims',
      decodeGatewayClaims,
      { A: { secretKey: 's' } },
      { claims: new Map([['A', { secretKey: 's', durationMs: null }]]) },
    ],
  ])('reads %s', (_, decode, said, expected) => expect(decode(bytes(said))).toEqual(expected));
});

it('never throws', () => {
  const decoders = [
    decodeAttributes,
    decodeAttributeRequest,
    decodeRpcCall,
    decodeClaim,
    decodeProvisionRequest,
    decodeGatewayDevice,
    decodeGatewayAttributes,
    decodeGatewayAttributeRequest,
    decodeGatewayRpcResponse,
    decodeGatewayClaims,
  ];
  const name = fc.constantFrom(
    'device',
    'id',
    'client',
    'shared',
    'key',
    'keys',
    'method',
    'params',
    'secretKey',
    '__proto__',
  );
  const text = fc.oneof(
    fc.json(),
    fc.string(),
    fc.dictionary(name, fc.jsonValue()).map((o) => JSON.stringify(o)),
  );
  fc.assert(fc.property(text, (said) => decoders.forEach((decode) => decode(bytes(said)))));
  fc.assert(fc.property(fc.uint8Array(), (said) => decoders.forEach((decode) => decode(said))));
  expect(decodeAttributes(bytes('{"a":'.repeat(5000)))).toMatchObject({ code: 'not_json' });
});

describe('invalid requests', () => {
  const gateway = { id: 1, device: 'A' };

  it.each<[string, (payload: Uint8Array) => unknown, unknown, string]>([
    ['client keys', decodeAttributeRequest, { clientKeys: 5 }, 'clientKeys'],
    ['shared keys', decodeAttributeRequest, { clientKeys: 'a', sharedKeys: [5] }, 'sharedKeys'],
    ['no id', decodeGatewayAttributeRequest, { device: 'A' }, 'id'],
    ['an id that isn’t an integer', decodeGatewayAttributeRequest, { ...gateway, id: 1.5 }, 'id'],
    ['no device', decodeGatewayAttributeRequest, { id: 1, device: '' }, 'device'],
    ['no key', decodeGatewayAttributeRequest, { ...gateway, client: true }, 'key'],
    ['client names', decodeGatewayAttributeRequest, { ...gateway, client: 5 }, 'client'],
    ['shared names', decodeGatewayAttributeRequest, { ...gateway, shared: [null] }, 'shared'],
    ['an answer without a device', decodeGatewayRpcResponse, { id: 1 }, 'device'],
    ['an answer without an id', decodeGatewayRpcResponse, { device: 'A', id: 'x' }, 'id'],
    ['a secret that isn’t text', decodeClaim, { secretKey: 5 }, 'secretKey'],
    ['a duration of zero', decodeClaim, { durationMs: 0 }, 'durationMs'],
    ['a claim that isn’t an object', decodeGatewayClaims, { A: 5 }, 'A'],
    ['a gateway’s claim', decodeGatewayClaims, { A: { durationMs: '1' } }, 'durationMs'],
    ['no key to provision', decodeProvisionRequest, {}, 'provisionDeviceKey'],
    ['no secret to provision', decodeProvisionRequest, { provisionDeviceKey: 'k' }, 'provisionDeviceSecret'],
    [
      'no name to provision',
      decodeProvisionRequest,
      { provisionDeviceKey: 'k', provisionDeviceSecret: 's', deviceName: '' },
      'deviceName',
    ],
  ])('%s', (_what, decode, sent, field) => {
    expect(decode(bytes(sent))).toEqual(malformed(field));
  });

  it.each<(payload: Uint8Array) => unknown>([
    decodeAttributeRequest,
    decodeGatewayAttributeRequest,
    decodeGatewayRpcResponse,
    decodeClaim,
    decodeGatewayClaims,
    decodeProvisionRequest,
  ])('a list: $name', (decode) => {
    expect(decode(bytes([1]))).toEqual({ code: 'not_an_object', params: {} });
  });
});

describe('requests with omitted fields', () => {
  it('request all attributes if they list none', () => {
    expect(decodeAttributeRequest(bytes({}))).toEqual({ client: [], shared: [] });
    expect(decodeAttributeRequest(bytes({ sharedKeys: ' a , ,b' }))).toEqual({
      client: null,
      shared: ['a', 'b'],
    });
    expect(decodeGatewayAttributeRequest(bytes({ id: 1, device: 'A' }))).toMatchObject({
      query: { client: [], shared: [] },
      isSingle: null,
    });
  });

  it('from older gateways request one kind', () => {
    const asked = (more: object) => decodeGatewayAttributeRequest(bytes({ id: 1, device: 'A', ...more }));
    expect(asked({ client: true, key: 'k' })).toMatchObject({
      query: { client: ['k'], shared: null },
      isSingle: true,
    });
    expect(asked({ client: false, keys: ['k', 'l'] })).toMatchObject({
      query: { client: null, shared: ['k', 'l'] },
      isSingle: false,
    });
  });

  it('are accepted for a claim’s secret and duration, and for an answer’s data', () => {
    expect(decodeClaim(bytes(''))).toEqual({ secretKey: '', durationMs: null });
    expect(decodeClaim(bytes({ durationMs: 5 }))).toEqual({ secretKey: '', durationMs: 5 });
    expect(decodeGatewayRpcResponse(bytes({ device: 'A', id: 1 }))).toMatchObject({ data: null });
  });
});

it('attributes are limited per device', () => {
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`a${at}`, 1]));
  expect(findAttributeFault(many)).toMatchObject({ code: 'too_many_signals', params: { signals: 10_000 } });
  expect(findAttributeFault({ ['x'.repeat(5000)]: 1 })).toMatchObject({ code: 'attribute_malformed' });
});
