/** A line of a CSV file (RFC 4180 with semicolons, as all tables that leave the house). */
export function csvLine(fields: readonly (string | number | null)[]): string {
  return `${csvRow(fields)}\r\n`;
}

/** A line without its end. */
export function csvRow(fields: readonly (string | number | null)[]): string {
  return fields.map(csvField).join(';');
}

function csvField(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
