/**
 * PostgreSQL array literals. The driver escapes element by element for any content; telemetry's hot path knows its content,
 * and building the literal directly is several times cheaper.
 */

/** Of values that need no quotes: numbers, uuids, ISO times, booleans; null becomes NULL. */
export function plainArray(items: readonly (string | number | boolean | null)[]): string {
  let text = '{';
  for (let i = 0; i < items.length; i++) {
    if (i > 0) text += ',';
    text += items[i] ?? 'NULL';
  }
  return text + '}';
}

/** Of any texts. */
export function textArray(items: readonly (string | null)[]): string {
  let text = '{';
  for (let i = 0; i < items.length; i++) {
    if (i > 0) text += ',';
    const item = items[i];
    text += item == null ? 'NULL' : `"${item.replace(/["\\]/g, '\\$&')}"`;
  }
  return text + '}';
}

/** Of bytes. */
export function bytesArray(items: readonly Buffer[]): string {
  return `{${items.map((item) => `"\\\\x${item.toString('hex')}"`).join(',')}}`;
}

/** Of literals of plain arrays, to be cast one by one: PostgreSQL's arrays of arrays must be rectangular. */
export function nestedArray(items: readonly (string | null)[]): string {
  let text = '{';
  for (let i = 0; i < items.length; i++) {
    if (i > 0) text += ',';
    const item = items[i];
    text += item === null ? 'NULL' : `"${item}"`;
  }
  return text + '}';
}
