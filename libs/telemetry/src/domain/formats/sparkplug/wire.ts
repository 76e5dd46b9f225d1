import protobuf from 'protobufjs/light.js';

/** A 64-bit integer as protobufjs returns it. */
interface Long64 {
  readonly low: number;
  readonly high: number;
}

/** The fields that a value can have; at most one is set. */
export interface WireValue {
  readonly intValue?: number;
  readonly longValue?: Long64;
  readonly floatValue?: number;
  readonly doubleValue?: number;
  readonly booleanValue?: boolean;
  readonly stringValue?: string;
}

export interface WireMetric extends WireValue {
  readonly name?: string;
  readonly alias?: Long64;
  readonly timestamp?: Long64;
  readonly datatype?: number;
  readonly isHistorical?: boolean;
  readonly isNull?: boolean;
  readonly properties?: { readonly keys: readonly string[]; readonly values: readonly WireProperty[] };
  readonly bytesValue?: Uint8Array;
  readonly datasetValue?: WireDataSet;
  readonly templateValue?: { readonly metrics: readonly WireMetric[]; readonly isDefinition?: boolean };
}

export interface WireProperty extends WireValue {
  readonly type?: number;
  readonly isNull?: boolean;
}

export interface WireDataSet {
  readonly columns: readonly string[];
  readonly types: readonly number[];
  readonly rows: readonly { readonly elements: readonly WireValue[] }[];
}

export interface WirePayload {
  readonly timestamp?: Long64;
  readonly metrics: readonly WireMetric[];
  readonly seq?: Long64;
}

const optional = (type: string, id: number): protobuf.IField => ({ type, id, rule: 'optional' });
const repeated = (type: string, id: number): protobuf.IField => ({ type, id, rule: 'repeated' });
/** Proto2 syntax is needed to distinguish a field set to zero from a missing field. */
const message = (fields: Record<string, protobuf.IField>): protobuf.IType => ({ edition: 'proto2', fields });
const plainValues = (first: number): Record<string, protobuf.IField> => ({
  intValue: optional('uint32', first),
  longValue: optional('uint64', first + 1),
  floatValue: optional('float', first + 2),
  doubleValue: optional('double', first + 3),
  booleanValue: optional('bool', first + 4),
  stringValue: optional('string', first + 5),
});

/**
 * The Sparkplug B message (Eclipse Sparkplug 3.0, chapter 6), with only the fields that this product reads. In the
 * standard's proto2 syntax, repeated numbers are unpacked; protobufjs also reads packed ones.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    Payload: message({
      timestamp: optional('uint64', 1),
      metrics: repeated('Metric', 2),
      seq: optional('uint64', 3),
    }),
    Metric: message({
      name: optional('string', 1),
      alias: optional('uint64', 2),
      timestamp: optional('uint64', 3),
      datatype: optional('uint32', 4),
      isHistorical: optional('bool', 5),
      isNull: optional('bool', 7),
      properties: optional('PropertySet', 9),
      ...plainValues(10),
      bytesValue: optional('bytes', 16),
      datasetValue: optional('DataSet', 17),
      templateValue: optional('Template', 18),
    }),
    PropertySet: message({ keys: repeated('string', 1), values: repeated('PropertyValue', 2) }),
    PropertyValue: message({ type: optional('uint32', 1), isNull: optional('bool', 2), ...plainValues(3) }),
    DataSet: message({
      columns: repeated('string', 2),
      types: repeated('uint32', 3),
      rows: repeated('Row', 4),
    }),
    Row: message({ elements: repeated('DataSetValue', 1) }),
    DataSetValue: message(plainValues(1)),
    Template: message({ metrics: repeated('Metric', 2), isDefinition: optional('bool', 5) }),
  },
});

const Payload = root.lookupType('Payload');

/** Decodes a payload; undefined for invalid bytes. */
export function readWire(bytes: Uint8Array): WirePayload | undefined {
  try {
    // protobufjs returns exactly the fields of the description above.
    return Payload.decode(bytes) as unknown as WirePayload;
  } catch {
    return undefined;
  }
}

/** Encodes a command to an edge node: one Boolean metric, set to true. Commands have no seq. */
export function writeBooleanCommand(name: string, timestampMs: number): Uint8Array {
  return Payload.encode({
    timestamp: timestampMs,
    metrics: [{ name, timestamp: timestampMs, datatype: 11, booleanValue: true }],
  }).finish();
}

/** Converts to an unsigned 64-bit integer. */
export function toUnsigned({ low, high }: Long64): bigint {
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

/**
 * Returns true for a field that is present, even if its value is zero or empty. Proto2 distinguishes this from a
 * missing field.
 */
export function has(message: object, field: string): boolean {
  return Object.hasOwn(message, field);
}
