import type { Quality } from '../../messages/native-format.js';
import type { ReadingBlock } from '../reading-block.js';

/** A value of bad quality doesn't count. */
const BAD: Quality = 2;

/**
 * Returns, by shape index, the index of a key's number in a reading; -1 for shapes without a number for it, or with
 * bad quality.
 */
export function findNumberIndexes({ shapes }: Pick<ReadingBlock, 'shapes'>, key: string): number[] {
  return shapes.map(({ keys, numeric, qualities }) => {
    const index = numeric.findIndex((position) => keys[position] === key);
    return index < 0 || qualities?.[numeric[index]!] === BAD ? -1 : index;
  });
}
