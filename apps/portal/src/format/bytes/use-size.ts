import { bytesIn } from './bytes.js';
import { UNIT_SPACE } from '../number.js';
import { useFormat } from '../use-format.js';

/** Formats bytes in the user's number format. */
export function useSize(): (bytes: number) => string {
  const format = useFormat();
  return (bytes) => {
    const { value, unit } = bytesIn(bytes);
    return `${format.number(value, unit === 'B' ? 0 : 1)}${UNIT_SPACE}${unit}`;
  };
}
