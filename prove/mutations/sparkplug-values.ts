import type { WireDataSet, WireMetric, WireValue } from './sparkplug-wire.js';

/** Data types by number (Eclipse Sparkplug 3.0, 6.4.16). */
export const TYPES: readonly string[] = (
  'Unknown Int8 Int16 Int32 Int64 UInt8 UInt16 UInt32 UInt64 Float Double Boolean String DateTime Text UUID DataSet Bytes File ' +
  'Template PropertySet PropertySetList Int8Array Int16Array Int32Array Int64Array UInt8Array UInt16Array UInt32Array ' +
  'UInt64Array FloatArray DoubleArray BooleanArray StringArray DateTimeArray'
).split(' ');

type Value = bigint | number | string | boolean;

const LAST_INSTANT_MS = 8.64e15;

/**
 * Returns the value of a metric by its type, or by its field; undefined if the value doesn't fit the type or isn't
 * stored.
 */
export function valueOf(type: string | undefined, metric: WireMetric): Value | undefined {
  if (type === undefined) return guess(metric);
  if (type.endsWith('Array')) {
    const items = has(metric, 'bytesValue') ? itemsOf(type, Buffer.from(metric.bytesValue!)) : undefined;
    return items && `[${items.join()}]`;
  }
  if (type === 'DataSet') return metric.datasetValue ? dataSetText(metric.datasetValue) : undefined;
  return plainOf(type, metric as WireValue);
}

function guess(metric: WireMetric): Value | undefined {
  const type = (['Float', 'Double', 'Boolean', 'String'] as const).find((each) =>
    has(metric, `${each.toLowerCase()}Value`),
  );
  return type && plainOf(type, metric as WireValue);
}

function plainOf(type: string, value: WireValue): Value | undefined {
  const [, sign, bits] = /^(U?)Int(\d+)$/.exec(type) ?? [];
  if (bits !== undefined) {
    const integer = integerOf(value);
    return integer === undefined
      ? undefined
      : BigInt[sign === 'U' ? 'asUintN' : 'asIntN'](Number(bits), integer);
  }
  switch (type) {
    case 'Float':
    case 'Double':
      if (has(value, 'doubleValue')) return value.doubleValue!;
      return has(value, 'floatValue') ? shortestOf(value.floatValue!) : integerOf(value);
    case 'Boolean':
      if (has(value, 'booleanValue')) return value.booleanValue!;
      return has(value, 'intValue') ? value.intValue !== 0 : undefined;
    case 'String':
    case 'Text':
    case 'UUID':
      return has(value, 'stringValue') ? value.stringValue! : undefined;
    case 'DateTime':
      return instantText(integerOf(value));
    default:
      return undefined;
  }
}

function integerOf(value: WireValue): bigint | undefined {
  if (has(value, 'intValue')) return BigInt(value.intValue!);
  return has(value, 'longValue') ? BigInt(String(value.longValue)) : undefined;
}

/** Returns the shortest decimal that converts to the same float. */
function shortestOf(float: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const decimal = Number(float.toExponential(digits - 1));
    if (Math.fround(decimal) === float) return decimal;
  }
  return Number(float.toExponential(8));
}

function instantText(ms: bigint | undefined): string | undefined {
  return ms === undefined || Math.abs(Number(ms)) > LAST_INSTANT_MS
    ? undefined
    : new Date(Number(ms)).toISOString();
}

function dataSetText({ columns, types, rows }: WireDataSet): string {
  const cell = (element: WireValue, i: number): string => {
    const value = plainOf(TYPES[types?.[i] ?? 0] ?? 'Unknown', element);
    if (typeof value === 'bigint') return String(value);
    return value === undefined ? 'null' : JSON.stringify(value);
  };
  const lines = (rows ?? []).map(({ elements }) => `[${(elements ?? []).map(cell).join()}]`);
  return `{"columns":${JSON.stringify(columns ?? [])},"rows":[${lines.join()}]}`;
}

/** Returns the items of an array as JSON; undefined if the bytes don't fit the type. */
function itemsOf(type: string, bytes: Buffer): string[] | undefined {
  if (type === 'BooleanArray') return bitsOf(bytes);
  if (type === 'StringArray') {
    if (bytes.length > 0 && bytes.at(-1) !== 0) return undefined;
    return bytes
      .toString('utf8')
      .split('\0')
      .slice(0, -1)
      .map((text) => JSON.stringify(text));
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const readers: Record<string, [size: number, read: (at: number) => string]> = {
    Int8Array: [1, (at) => String(view.getInt8(at))],
    Int16Array: [2, (at) => String(view.getInt16(at, true))],
    Int32Array: [4, (at) => String(view.getInt32(at, true))],
    Int64Array: [8, (at) => String(view.getBigInt64(at, true))],
    UInt8Array: [1, (at) => String(view.getUint8(at))],
    UInt16Array: [2, (at) => String(view.getUint16(at, true))],
    UInt32Array: [4, (at) => String(view.getUint32(at, true))],
    UInt64Array: [8, (at) => String(view.getBigUint64(at, true))],
    FloatArray: [4, (at) => JSON.stringify(shortestOf(view.getFloat32(at, true)))],
    DoubleArray: [8, (at) => JSON.stringify(view.getFloat64(at, true))],
    DateTimeArray: [8, (at) => JSON.stringify(instantText(view.getBigInt64(at, true)) ?? null)],
  };
  const [size, read] = readers[type]!;
  return bytes.length % size === 0
    ? Array.from({ length: bytes.length / size }, (_, i) => read(i * size))
    : undefined;
}

function bitsOf(bytes: Buffer): string[] | undefined {
  if (bytes.length < 4) return undefined;
  const count = bytes.readUInt32LE(0);
  if (bytes.length !== 4 + Math.ceil(count / 8)) return undefined;
  return Array.from({ length: count }, (_, i) => String((bytes[4 + (i >> 3)]! & (128 >> (i & 7))) !== 0));
}

function has(message: object, field: string): boolean {
  return Object.hasOwn(message, field);
}
