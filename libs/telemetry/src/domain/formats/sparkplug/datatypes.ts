import { has, toUnsigned, type WireDataSet, type WireMetric, type WireValue } from './wire.js';

/** The data types of Sparkplug B by number (Eclipse Sparkplug 3.0, 6.4.16). */
export const DATATYPES = [
  'Unknown',
  'Int8',
  'Int16',
  'Int32',
  'Int64',
  'UInt8',
  'UInt16',
  'UInt32',
  'UInt64',
  'Float',
  'Double',
  'Boolean',
  'String',
  'DateTime',
  'Text',
  'UUID',
  'DataSet',
  'Bytes',
  'File',
  'Template',
  'PropertySet',
  'PropertySetList',
  'Int8Array',
  'Int16Array',
  'Int32Array',
  'Int64Array',
  'UInt8Array',
  'UInt16Array',
  'UInt32Array',
  'UInt64Array',
  'FloatArray',
  'DoubleArray',
  'BooleanArray',
  'StringArray',
  'DateTimeArray',
] as const;
export type Datatype = (typeof DATATYPES)[number];

/** A decoded value, with its digits if a double can't represent it. */
export interface ReadValue {
  readonly value: number | string | boolean | null;
  readonly exact: string | null;
  /** True for NaN and infinity: a measurement exists, but its quality is bad. */
  readonly isBad?: boolean;
}

const BITS: Partial<Record<Datatype, number>> = {
  Int8: 8,
  Int16: 16,
  Int32: 32,
  UInt8: 8,
  UInt16: 16,
  UInt32: 32,
};
const MAX_UTC_MS = 8.64e15;

/**
 * Decodes a metric's value by its data type. Arrays and data sets become JSON text. Returns undefined for a value that
 * doesn't fit its type, and for types that aren't measurements (Bytes, File, property sets).
 */
export function readValue(datatype: Datatype, metric: WireMetric): ReadValue | undefined {
  if (datatype.endsWith('Array')) {
    // A missing field decodes as empty bytes, which would be an empty array.
    const items = has(metric, 'bytesValue') ? readArray(datatype, metric.bytesValue!) : undefined;
    return items && toReadValue(`[${items.join(',')}]`);
  }
  if (datatype === 'DataSet') return metric.datasetValue && readDataSet(metric.datasetValue);
  return readScalar(datatype, metric);
}

/**
 * Derives the type from the field that holds the value, if neither the metric nor its birth states the type. Returns
 * undefined for an integer, because the field doesn't show whether it is signed.
 */
export function guessDatatype(metric: WireMetric): Datatype | undefined {
  if (has(metric, 'floatValue')) return 'Float';
  if (has(metric, 'doubleValue')) return 'Double';
  if (has(metric, 'booleanValue')) return 'Boolean';
  if (has(metric, 'stringValue')) return 'String';
  return undefined;
}

/**
 * Returns, as a double, the shortest decimal that converts to the same float. A direct conversion would turn 0.1 into
 * 0.10000000149011612.
 */
export function toShortestFloat(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}

function readScalar(datatype: Datatype, wire: WireValue): ReadValue | undefined {
  switch (datatype) {
    case 'Int8':
    case 'Int16':
    case 'Int32':
    case 'Int64':
      return fromInteger(readInteger(wire), (bits) => BigInt.asIntN(BITS[datatype] ?? 64, bits));
    case 'UInt8':
    case 'UInt16':
    case 'UInt32':
    case 'UInt64':
      return fromInteger(readInteger(wire), (bits) => BigInt.asUintN(BITS[datatype] ?? 64, bits));
    case 'Float':
    case 'Double':
      return fromNumber(wire);
    case 'Boolean':
      if (has(wire, 'booleanValue')) return toReadValue(wire.booleanValue!);
      return has(wire, 'intValue') ? toReadValue(wire.intValue !== 0) : undefined;
    case 'String':
    case 'Text':
    case 'UUID':
      return has(wire, 'stringValue') ? toReadValue(wire.stringValue!) : undefined;
    case 'DateTime':
      return fromTime(readInteger(wire));
    default:
      return undefined;
  }
}

/** Reads the bits of an integer. Edge nodes send a 32-bit integer in either of the two integer fields. */
function readInteger(wire: WireValue): bigint | undefined {
  if (has(wire, 'intValue')) return BigInt(wire.intValue!);
  return has(wire, 'longValue') ? toUnsigned(wire.longValue!) : undefined;
}

function fromInteger(bits: bigint | undefined, toType: (bits: bigint) => bigint): ReadValue | undefined {
  if (bits === undefined) return undefined;
  const integer = toType(bits);
  const value = Number(integer);
  return { value, exact: BigInt(value) === integer ? null : String(integer) };
}

/** Reads a Float or a Double. Some edge nodes send a whole number as an integer. */
function fromNumber(wire: WireValue): ReadValue | undefined {
  const number = has(wire, 'doubleValue')
    ? wire.doubleValue!
    : has(wire, 'floatValue')
      ? wire.floatValue!
      : undefined;
  if (number === undefined) {
    const integer = readInteger(wire);
    return integer === undefined ? undefined : fromInteger(integer, (bits) => bits);
  }
  if (!Number.isFinite(number)) return { value: null, exact: null, isBad: true };
  // Converts minus zero to zero, as in JSON formats.
  return toReadValue((has(wire, 'doubleValue') ? number : toShortestFloat(number)) + 0);
}

function fromTime(ms: bigint | undefined): ReadValue | undefined {
  if (ms === undefined || Number(ms) > MAX_UTC_MS) return undefined;
  return toReadValue(new Date(Number(ms)).toISOString());
}

function toReadValue(value: ReadValue['value']): ReadValue {
  return { value, exact: null };
}

/** Formats a data set as `{"columns":[…],"rows":[[…]]}`. */
function readDataSet({ columns, types, rows }: WireDataSet): ReadValue | undefined {
  const written = rows.map(({ elements }) =>
    elements.map((element, i) => toJson(types[i], element)).join(','),
  );
  return toReadValue(
    `{"columns":${JSON.stringify(columns)},"rows":[${written.map((row) => `[${row}]`).join(',')}]}`,
  );
}

function toJson(type: number | undefined, element: WireValue): string {
  const read = readScalar(DATATYPES[type ?? 0] ?? 'Unknown', element);
  return read ? (read.exact ?? JSON.stringify(read.value)) : 'null';
}

/** Returns the elements of an array as JSON; undefined when the bytes don't fit the type. */
function readArray(datatype: Datatype, bytes: Uint8Array): string[] | undefined {
  const view = Buffer.from(bytes);
  const each = (size: number, read: (at: number) => string): string[] | undefined => {
    if (bytes.length % size !== 0) return undefined;
    return Array.from({ length: bytes.length / size }, (_, i) => read(i * size));
  };
  switch (datatype) {
    case 'Int8Array':
      return each(1, (at) => String(view.readInt8(at)));
    case 'Int16Array':
      return each(2, (at) => String(view.readInt16LE(at)));
    case 'Int32Array':
      return each(4, (at) => String(view.readInt32LE(at)));
    case 'Int64Array':
      return each(8, (at) => String(view.readBigInt64LE(at)));
    case 'UInt8Array':
      return each(1, (at) => String(view.readUInt8(at)));
    case 'UInt16Array':
      return each(2, (at) => String(view.readUInt16LE(at)));
    case 'UInt32Array':
      return each(4, (at) => String(view.readUInt32LE(at)));
    case 'UInt64Array':
      return each(8, (at) => String(view.readBigUInt64LE(at)));
    case 'FloatArray':
      return each(4, (at) => JSON.stringify(toShortestFloat(view.readFloatLE(at))));
    case 'DoubleArray':
      return each(8, (at) => JSON.stringify(view.readDoubleLE(at)));
    case 'DateTimeArray':
      return each(8, (at) => JSON.stringify(timeText(view.readBigInt64LE(at))));
    case 'BooleanArray':
      return readBits(view);
    case 'StringArray':
      return readTexts(bytes);
    default:
      return undefined;
  }
}

function timeText(ms: bigint): string | null {
  const number = Number(ms);
  return Math.abs(number) > MAX_UTC_MS ? null : new Date(number).toISOString();
}

/** Reads Booleans: four bytes contain their number, and one bit for each follows, highest bit first. */
function readBits(view: Buffer): string[] | undefined {
  if (view.length < 4) return undefined;
  const count = view.readUInt32LE(0);
  if (Math.ceil(count / 8) !== view.length - 4) return undefined;
  return Array.from({ length: count }, (_, i) =>
    String(((view.readUInt8(4 + (i >> 3)) >> (7 - (i & 7))) & 1) === 1),
  );
}

/** Reads UTF-8 strings, each terminated by a zero byte. */
function readTexts(bytes: Uint8Array): string[] | undefined {
  if (bytes.length > 0 && bytes[bytes.length - 1] !== 0) return undefined;
  const texts = Buffer.from(bytes).toString('utf8').split('\0');
  return texts.slice(0, -1).map((text) => JSON.stringify(text));
}
