/**
 * PostgreSQL array literals. The driver escapes each element for any content; telemetry's hot path knows its content,
 * and building the literal directly is several times cheaper.
 */

/** Formats values that need no quotes: numbers, uuids, ISO times, booleans; null becomes NULL. */
export function plainArray(items: readonly (string | number | boolean | null)[]): string {
  let text = '{';
  for (let i = 0; i < items.length; i++) {
    if (i > 0) text += ',';
    text += items[i] ?? 'NULL';
  }
  return text + '}';
}

/** Formats any texts. */
export function textArray(items: readonly (string | null)[]): string {
  let text = '{';
  for (let i = 0; i < items.length; i++) {
    if (i > 0) text += ',';
    const item = items[i];
    text += item == null ? 'NULL' : `"${item.replace(/["\\]/g, '\\$&')}"`;
  }
  return text + '}';
}

/** Formats bytes. */
export function bytesArray(items: readonly Buffer[]): string {
  return `{${items.map((item) => `"\\\\x${item.toString('hex')}"`).join(',')}}`;
}

/** Formats literals of plain arrays, to be cast individually: PostgreSQL's arrays of arrays must be rectangular. */
export function nestedArray(items: readonly (string | null)[]): string {
  let text = '{';
  for (let i = 0; i < items.length; i++) {
    if (i > 0) text += ',';
    const item = items[i];
    text += item === null ? 'NULL' : `"${item}"`;
  }
  return text + '}';
}
