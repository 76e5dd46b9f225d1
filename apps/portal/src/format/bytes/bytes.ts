const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Converts bytes to a suitable unit in steps of 1000. */
export function bytesIn(bytes: number): { readonly value: number; readonly unit: string } {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return { value: bytes / 1000 ** power, unit: UNITS[power]! };
}
