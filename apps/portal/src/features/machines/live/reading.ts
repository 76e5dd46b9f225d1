import type { TFunction } from 'i18next';
import type { LiveValue } from '../../../api/types.js';
import type { Format } from '../../../format/use-format.js';

const DOUBTS = [undefined, 'uncertain', 'bad', 'stale'] as const;

/**
 * Formats a last value without its unit: a localized number, yes or no, or the text as received; a dash without a
 * value.
 */
export function readingText(
  { value, decimals }: Pick<LiveValue, 'value' | 'decimals'>,
  t: TFunction,
  format: Pick<Format, 'number'>,
): string {
  if (typeof value === 'number') return format.number(value, decimals);
  if (typeof value === 'boolean') return t(value ? 'reading.yes' : 'reading.no');
  return value === null || value === '' ? '—' : value;
}

/** Returns the reason why a last value is unreliable according to its device; undefined for good quality. */
export function readingDoubt({ quality }: Pick<LiveValue, 'quality'>, t: TFunction): string | undefined {
  const doubt = DOUBTS[quality];
  return doubt === undefined ? undefined : t(`reading.quality.${doubt}`);
}
