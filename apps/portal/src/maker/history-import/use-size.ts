import { UNIT_SPACE } from '../../format/number.js';
import { useFormat } from '../../format/use-format.js';
import { bytesIn } from './progress.js';

/** Writes bytes as the reader writes numbers. */
export function useSize(): (bytes: number) => string {
  const format = useFormat();
  return (bytes) => {
    const { value, unit } = bytesIn(bytes);
    return `${format.number(value, unit === 'B' ? 0 : 1)}${UNIT_SPACE}${unit}`;
  };
}
