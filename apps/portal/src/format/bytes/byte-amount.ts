const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

export interface ByteAmount {
  readonly value: number;
  readonly unit: (typeof UNITS)[number];
  /** Number of meaningful decimals. */
  readonly decimals: number;
}

/** Converts bytes to the unit that keeps the number below a thousand, in steps of 1000 like disk sizes. */
export function toByteAmount(bytes: number): ByteAmount {
  let value = bytes;
  let unitIndex = 0;
  while (value >= 999.5 && unitIndex < UNITS.length - 1) {
    value /= 1000;
    unitIndex++;
  }
  return { value, unit: UNITS[unitIndex]!, decimals: unitIndex > 0 && value < 10 ? 1 : 0 };
}
