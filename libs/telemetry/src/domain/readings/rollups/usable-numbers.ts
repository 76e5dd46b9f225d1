import type { Quality } from '../../messages/native-format.js';
import type { ReadingBlock } from '../reading-block.js';

/** A value of bad quality doesn't count. */
const BAD: Quality = 2;

/**
 * Returns, by shape index, the index of a key's number in a reading; -1 for shapes without a number for it, or with
 * bad quality.
 */
export function placesOfNumber({ shapes }: Pick<ReadingBlock, 'shapes'>, key: string): number[] {
  return shapes.map(({ keys, numeric, qualities }) => {
    const place = numeric.findIndex((position) => keys[position] === key);
    return place < 0 || qualities?.[numeric[place]!] === BAD ? -1 : place;
  });
}
