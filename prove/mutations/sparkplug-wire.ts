import proto from 'sparkplug-payload/lib/sparkplugPayloadProto.js';

const { Payload } = proto.org.eclipse.tahu.protobuf;
export type WirePayload = InstanceType<typeof Payload>;
export type WireMetric = proto.org.eclipse.tahu.protobuf.Payload.IMetric;
export type WireValue = proto.org.eclipse.tahu.protobuf.Payload.DataSet.IDataSetValue;
export type WireDataSet = proto.org.eclipse.tahu.protobuf.Payload.IDataSet;

const [VARINT, FIXED64, BYTES, GROUP, GROUP_END, FIXED32] = [0, 1, 2, 3, 4, 5] as const;

/** Encoding of a field, or of a message with its fields. `many` means that repeated occurrences are not merged. */
type Field =
  | 'uint32'
  | 'uint64'
  | 'bool'
  | 'float'
  | 'double'
  | 'bytes'
  | { readonly of: () => Fields; readonly many: boolean };
type Fields = Readonly<Record<number, Field>>;

const WIRE_TYPES = {
  uint32: VARINT,
  uint64: VARINT,
  bool: VARINT,
  float: FIXED32,
  double: FIXED64,
  bytes: BYTES,
};

const values = (first: number): Fields => ({
  [first]: 'uint32',
  [first + 1]: 'uint64',
  [first + 2]: 'float',
  [first + 3]: 'double',
  [first + 4]: 'bool',
  [first + 5]: 'bytes',
});
const many = (of: () => Fields): Field => ({ of, many: true });
const one = (of: () => Fields): Field => ({ of, many: false });

/** The decoded fields, by their numbers in sparkplug_b.proto; all others are skipped. */
const VALUE: Fields = values(1);
const DATA_SET: Fields = { 2: 'bytes', 3: 'uint32', 4: many(() => ({ 1: many(() => VALUE) })) };
const PROPERTIES: Fields = { 1: 'bytes', 2: many(() => ({ 1: 'uint32', 2: 'bool', ...values(3) })) };
const METRIC: Fields = {
  ...{ 1: 'bytes', 2: 'uint64', 3: 'uint64', 4: 'uint32', 5: 'bool', 7: 'bool' },
  9: one(() => PROPERTIES),
  ...values(10),
  16: 'bytes',
  17: one(() => DATA_SET),
  18: one(() => ({ 2: many(() => METRIC), 5: 'bool' })),
};
const PAYLOAD: Fields = { 1: 'uint64', 2: many(() => METRIC), 3: 'uint64' };

/**
 * Decodes a payload with the decoder of Eclipse Tahu. First checks two rules of protocol buffers that this decoder
 * doesn't check: each length must be within its message, and each field must have its declared wire type; otherwise it
 * is an unknown field. Undefined for bytes that aren't a message.
 */
export function decodeWire(bytes: Uint8Array): WirePayload | undefined {
  const clean = cleanse(Buffer.from(bytes), PAYLOAD);
  if (!clean) return undefined;
  try {
    return Payload.decode(clean);
  } catch {
    return undefined;
  }
}

export function encodeWire(payload: proto.org.eclipse.tahu.protobuf.IPayload): Buffer {
  return Buffer.from(Payload.encode(payload).finish());
}

/**
 * Returns the message with its known fields, in which occurrences of one message are merged; undefined if it is
 * invalid.
 */
function cleanse(bytes: Buffer, fields: Fields): Buffer | undefined {
  const pieces: Buffer[] = [];
  const joint = new Map<number, Buffer[]>();
  let at = 0;
  while (at < bytes.length) {
    const tag = readVarint(bytes, at);
    if (!tag || tag.value > 0xffffffffn) return undefined;
    const [number, type] = [Number(tag.value >> 3n), Number(tag.value & 7n)];
    const end = endOf(bytes, tag.end, type, number, 0);
    if (end === undefined || number === 0) return undefined;
    const field = fields[number];
    if (typeof field === 'string' && WIRE_TYPES[field] === type)
      pieces.push(
        type === VARINT
          ? Buffer.concat([bytes.subarray(at, tag.end), narrowed(readVarint(bytes, tag.end)!.value, field)])
          : bytes.subarray(at, end),
      );
    // Repeated numbers can be packed even if they are declared as unpacked.
    else if (field === 'uint32' && type === BYTES && fields === DATA_SET)
      pieces.push(bytes.subarray(at, end));
    else if (typeof field === 'object' && type === BYTES) {
      const content = bytes.subarray(readVarint(bytes, tag.end)!.end, end);
      if (field.many) {
        const inner = cleanse(content, field.of());
        if (!inner) return undefined;
        pieces.push(framed(number, inner));
      } else {
        // A truncated message can't be completed by later data.
        if (!cleanse(content, field.of())) return undefined;
        joint.set(number, [...(joint.get(number) ?? []), content]);
      }
    }
    at = end;
  }
  for (const [number, contents] of joint) {
    const field = fields[number] as Exclude<Field, string>;
    pieces.push(framed(number, cleanse(Buffer.concat(contents), field.of())!));
  }
  return Buffer.concat(pieces);
}

function framed(number: number, content: Buffer): Buffer {
  return Buffer.concat([
    writeVarint(BigInt((number << 3) | BYTES)),
    writeVarint(BigInt(content.length)),
    content,
  ]);
}

/** Returns the end of a field's value; undefined if the value is incomplete. */
function endOf(bytes: Buffer, at: number, type: number, number: number, depth: number): number | undefined {
  switch (type) {
    case VARINT:
      return readVarint(bytes, at)?.end;
    case FIXED64:
      return at + 8 <= bytes.length ? at + 8 : undefined;
    case FIXED32:
      return at + 4 <= bytes.length ? at + 4 : undefined;
    case BYTES: {
      const length = readVarint(bytes, at);
      if (!length) return undefined;
      const end = length.end + Number(length.value);
      return end <= bytes.length ? end : undefined;
    }
    case GROUP:
      return depth > 90 ? undefined : endOfGroup(bytes, at, number, depth);
    default:
      return undefined;
  }
}

function endOfGroup(bytes: Buffer, start: number, number: number, depth: number): number | undefined {
  let at = start;
  for (;;) {
    const tag = readVarint(bytes, at);
    if (!tag || tag.value > 0xffffffffn) return undefined;
    const [inner, type] = [Number(tag.value >> 3n), Number(tag.value & 7n)];
    if (inner === 0) return undefined;
    if (type === GROUP_END) return inner === number ? tag.end : undefined;
    const end = endOf(bytes, tag.end, type, inner, depth + 1);
    if (end === undefined) return undefined;
    at = end;
  }
}

function readVarint(bytes: Buffer, start: number): { value: bigint; end: number } | undefined {
  let value = 0n;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[start + i];
    if (byte === undefined) return undefined;
    value |= BigInt(byte & 127) << BigInt(7 * i);
    if (byte < 128) return { value: BigInt.asUintN(64, value), end: start + i + 1 };
  }
  return undefined;
}

/**
 * Converts a number to the width of its field. Excess bits are removed, and a boolean is true for any nonzero value.
 */
function narrowed(value: bigint, field: Field): Buffer {
  if (field === 'bool') return writeVarint(value === 0n ? 0n : 1n);
  return writeVarint(field === 'uint32' ? BigInt.asUintN(32, value) : value);
}

function writeVarint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}
