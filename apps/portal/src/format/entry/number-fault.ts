import { compareDecimals, isFinerThan } from './decimal-text.js';

/** Limits of a number field, as exact decimals. */
export interface NumberLimits {
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  /** Largest number of digits after the decimal point; 0 for whole numbers. */
  readonly decimals: number;
}

type NumberFault = 'whole' | 'decimals' | 'min' | 'max' | 'range';

/** Returns how a number violates the limits of its field, or null. */
export function numberFault(value: string, { min, max, decimals }: NumberLimits): NumberFault | null {
  if (isFinerThan(value, decimals)) return decimals === 0 ? 'whole' : 'decimals';
  const isLow = min !== undefined && compareDecimals(value, min) < 0;
  const isHigh = max !== undefined && compareDecimals(value, max) > 0;
  if (!isLow && !isHigh) return null;
  if (min !== undefined && max !== undefined) return 'range';
  return isLow ? 'min' : 'max';
}
