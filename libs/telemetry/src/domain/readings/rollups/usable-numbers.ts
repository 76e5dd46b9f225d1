import type { Quality } from '../../messages/native-format.js';
import type { ReadingBlock } from '../reading-block.js';

/** Quality of values that are ignored. */
const BAD: Quality = 2;

/**
 * Returns the index of a key's number within a reading, by shape. It is -1 for shapes without a number for the key, or
 * with bad quality.
 */
export function findNumberIndexes({ shapes }: Pick<ReadingBlock, 'shapes'>, key: string): number[] {
  return shapes.map(({ keys, numeric, qualities }) => {
    const index = numeric.findIndex((position) => keys[position] === key);
    return index < 0 || qualities?.[numeric[index]!] === BAD ? -1 : index;
  });
}
