const DOUBLE_BYTES = 8;

/** Returns the size of the planes for `count` doubles. */
export function planesLength(count: number): number {
  return count * DOUBLE_BYTES;
}

/**
 * Splits doubles into byte planes. Each double is represented by the bits that differ from the previous one, so that
 * unchanged bytes become zeros, which compress well.
 */
export function toPlanes(values: Float64Array): Buffer {
  const bits = new BigUint64Array(values.buffer, values.byteOffset, values.length);
  const planes = Buffer.alloc(planesLength(values.length));
  let previous = 0n;
  bits.forEach((word, i) => {
    const changed = word ^ previous;
    for (let plane = 0; plane < DOUBLE_BYTES; plane++)
      planes[plane * values.length + i] = Number((changed >> BigInt(plane * 8)) & 255n);
    previous = word;
  });
  return planes;
}

/** Reverses `toPlanes` exactly. */
export function fromPlanes(planes: Buffer, count: number): Float64Array {
  const values = new Float64Array(count);
  const bits = new BigUint64Array(values.buffer);
  let previous = 0n;
  for (let i = 0; i < count; i++) {
    let changed = 0n;
    for (let plane = DOUBLE_BYTES - 1; plane >= 0; plane--)
      changed = (changed << 8n) | BigInt(planes[plane * count + i]!);
    previous ^= changed;
    bits[i] = previous;
  }
  return values;
}
