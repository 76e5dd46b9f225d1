/** A field of a `;`-separated line (RFC 4180 with another separator). */
export function toCsvField(value: string | number | boolean | null): string {
  if (value === null) return '';
  // A number's shortest text that reads back as the same double.
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value);
  if (typeof value === 'boolean') return String(value);
  return /[";\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

export function toCsvLine(fields: readonly (string | number | boolean | null)[]): string {
  return `${fields.map(toCsvField).join(';')}\r\n`;
}
