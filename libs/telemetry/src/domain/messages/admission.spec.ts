import { type DeviceFacts, findAdmissionFault, findUnknownSignals, MAX_AHEAD_MS } from './admission.js';
import { type NativePayload, parseNativePayload } from './native-format.js';

const RECEIVED = Date.parse('2026-11-24T12:00:00Z');
const SHIPPED = Date.parse('2026-01-01T00:00:00Z');
const device: DeviceFacts = {
  shippedMs: SHIPPED,
  signals: new Set(['a', 'note', 'run_hours_total']),
  numeric: new Set(['a', 'run_hours_total']),
  metered: new Set(['run_hours_total']),
};
const messageOf = (text: string) => (parseNativePayload(Buffer.from(text)) as NativePayload).messages[0]!;
const faultOf = (fields: string) => findAdmissionFault(messageOf(`{${fields}}`), device, RECEIVED);

describe('findAdmissionFault', () => {
  it.each([
    ['at shipment', SHIPPED, undefined],
    ['just before shipment', SHIPPED - 1, 'before_shipment'],
    ['as far ahead as allowed', RECEIVED + MAX_AHEAD_MS, undefined],
    ['further ahead', RECEIVED + MAX_AHEAD_MS + 1, 'too_far_ahead'],
    ['from weeks ago', RECEIVED - 40 * 86_400_000, undefined],
  ])('decides on a time %s', (_what, timeMs, code) => {
    expect(faultOf(`"ts":${timeMs},"g":{"a":1}`)?.code).toBe(code);
  });

  it('reports both times', () => {
    expect(faultOf(`"ts":${SHIPPED - 1},"g":{"a":1}`)?.params).toEqual({
      index: 0,
      ts: '2025-12-31T23:59:59.999Z',
      shippedAt: '2026-01-01T00:00:00.000Z',
    });
  });

  it.each([
    ['"c":{"run_hours_total":9123.4}', undefined],
    ['"c":{"run_hours_total":123456789.012345}', undefined],
    ['"c":{"run_hours_total":123456789.0123456}', 'too_many_digits'],
    ['"c":{"run_hours_total":9007199254740993}', 'too_many_digits'],
    ['"g":{"a":123456789.0123456}', undefined],
  ])('limits metered values to the stored digits: %s', (fields, code) =>
    expect(faultOf(fields)?.code).toBe(code),
  );

  it.each([
    ['"e":{"a":"abc"}', { index: 0, field: 'e.a', value: 'abc' }],
    ['"e":{"run_hours_total":"many"}', { index: 0, field: 'e.run_hours_total', value: 'many' }],
    ['"e":{"note":"abc"}', undefined],
    ['"e":{"unknown":"abc"}', undefined],
    ['"g":{"a":null}', undefined],
  ])('rejects text for a numeric signal: %s', (fields, params) => {
    expect(faultOf(fields)).toEqual(params && { code: 'value_not_number', params });
  });

  it('accepts a message without a time', () => expect(faultOf('"g":{"a":1}')).toBeUndefined());
});

describe('findUnknownSignals', () => {
  it('returns them with their section and a value', () => {
    expect(
      findUnknownSignals(messageOf('{"c":{"x":1.5},"g":{"a":1,"y":null},"state":"load"}'), device),
    ).toEqual([
      { key: 'x', sample: '{"c":1.5}' },
      { key: 'y', sample: '{"g":null}' },
      { key: 'state', sample: '{"state":"load"}' },
    ]);
  });
});
