import type { Quality } from '../../messages/native-format.js';
import type { ReadingBlock } from '../reading-block.js';

/** What a device calls bad is no value. */
const BAD: Quality = 2;

/**
 * Where a key's number stands among those of a reading, by the place of the reading's shape; -1 for shapes that have no number
 * of it, or one that the device calls bad.
 */
export function placesOfNumber({ shapes }: Pick<ReadingBlock, 'shapes'>, key: string): number[] {
  return shapes.map(({ keys, numeric, qualities }) => {
    const place = numeric.findIndex((position) => keys[position] === key);
    return place < 0 || qualities?.[numeric[place]!] === BAD ? -1 : place;
  });
}
