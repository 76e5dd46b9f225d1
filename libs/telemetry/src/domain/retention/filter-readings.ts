import { mergeBlocks, type ReadingBlock } from '../readings/reading-block.js';
import { projectShape, type Shape } from '../readings/shape.js';

/**
 * Keeps some of a block's values. A reading that loses all its values is removed; one that never had any stays.
 * @param shouldKeep returns whether a key's value at a device time (epoch milliseconds) stays
 */
export function filterReadings(
  block: ReadingBlock,
  shouldKeep: (key: string, timeMs: number) => boolean,
): ReadingBlock {
  const projected = new Map<string, Shape>();
  const kept = { timesMs: [] as number[], seqs: [] as number[], receivedMs: [] as number[] };
  const [shapes, starts, numbers]: [Shape[], number[], number[]] = [[], [], []];
  for (let i = 0; i < block.count; i++) {
    const index = block.shapeOf[i]!;
    const shape = block.shapes[index]!;
    const keys = shape.keys.filter((key) => shouldKeep(key, block.timesMs[i]!));
    if (keys.length === 0 && shape.keys.length > 0) continue;
    const name = `${index} ${JSON.stringify(keys)}`;
    let projectedShape = projected.get(name);
    if (!projectedShape) projected.set(name, (projectedShape = projectShape(shape, new Set(keys))));
    kept.timesMs.push(block.timesMs[i]!);
    kept.seqs.push(block.seqs[i]!);
    kept.receivedMs.push(block.receivedMs[i]!);
    shapes.push(projectedShape);
    starts.push(numbers.length);
    shape.numeric.forEach((position, n) => {
      if (keys.includes(shape.keys[position]!)) numbers.push(block.numbers[block.starts[i]! + n]!);
    });
  }
  if (shapes.length === 0) return mergeBlocks([]);
  const shapeIndexes = new Map([...new Set(shapes)].map((shape, index) => [shape, index]));
  return {
    count: shapes.length,
    timesMs: Float64Array.from(kept.timesMs),
    seqs: Float64Array.from(kept.seqs),
    receivedMs: Float64Array.from(kept.receivedMs),
    shapes: [...shapeIndexes.keys()],
    shapeOf: Uint32Array.from(shapes, (shape) => shapeIndexes.get(shape)!),
    starts: Uint32Array.from(starts),
    numbers: Float64Array.from(numbers),
  };
}
