/**
 * PostgreSQL array literals. The driver would escape each element, because it must handle any content. Telemetry's hot
 * path knows its content, so building the literal directly is several times cheaper.
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

/** Formats strings with any content. */
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

/**
 * Formats literals of plain arrays, which must be cast individually because PostgreSQL's arrays of arrays must be
 * rectangular.
 */
export function nestedArray(items: readonly (string | null)[]): string {
  let text = '{';
  for (let i = 0; i < items.length; i++) {
    if (i > 0) text += ',';
    const item = items[i];
    text += item === null ? 'NULL' : `"${item}"`;
  }
  return text + '}';
}
