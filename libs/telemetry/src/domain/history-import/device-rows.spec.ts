import fc from 'fast-check';
import { toReadingBlock } from '../../../../../test/support/sent-readings.js';
import { EMPTY_BLOCK, mergeBlocks, valueIn } from '../readings/reading-block.js';
import { shapeOf } from '../readings/shape.js';
import { TIME_OF_DEVICE } from '../intake/time-source.js';
import { DeviceRows, compareWithStored } from './device-rows.js';

const SHAPE = shapeOf(['a'], [undefined], null, TIME_OF_DEVICE);

interface Row {
  readonly at: number;
  readonly seq: number;
  readonly a: number;
}

function sentOf(rows: readonly Row[]) {
  const sent = new DeviceRows();
  rows.forEach(({ at, seq, a }, i) => sent.add(i + 2, at, seq, SHAPE, Float64Array.of(a)));
  return sent.sorted();
}

const readings = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 6 }),
    seq: fc.integer({ min: -2, max: 2 }),
    a: fc.integer({ min: 0, max: 2 }),
  }),
  { maxLength: 300 },
);

describe('DeviceRows', () => {
  it('sorts rows by key and keeps their row numbers', () => {
    const { block, rows } = sentOf([
      { at: 5, seq: 1, a: 1 },
      { at: 3, seq: 9, a: 2 },
      { at: 5, seq: 0, a: 3 },
      { at: 3, seq: 9, a: 4 },
    ]);
    expect([...block.timesMs]).toEqual([3, 3, 5, 5]);
    expect([...rows]).toEqual([3, 5, 4, 2]);
    expect([0, 1, 2, 3].map((i) => valueIn(block, i, 'a'))).toEqual([2, 4, 3, 1]);
  });
});

describe('compareWithStored', () => {
  it('keeps the first row of every key, and classifies the others', () => {
    fc.assert(
      fc.property(readings, readings, (before, after) => {
        const stored = compareWithStored(sentOf(before), EMPTY_BLOCK).fresh;
        const sent = sentOf(after);
        const { fresh, duplicates, conflicts } = compareWithStored(sent, stored);
        // Compute the expected result row by row with a map.
        const held = new Map<string, number>();
        for (let i = 0; i < stored.count; i++)
          held.set(`${stored.timesMs[i]} ${stored.seqs[i]}`, valueIn(stored, i, 'a') as number);
        const expected = { stored: 0, duplicates: 0, conflicts: [] as number[] };
        after.forEach(({ at, seq, a }, i) => {
          const known = held.get(`${at} ${seq}`);
          if (known === undefined) expected.stored++;
          else if (known === a) expected.duplicates++;
          else expected.conflicts.push(i + 2);
          if (known === undefined) held.set(`${at} ${seq}`, a);
        });
        expect([fresh.count, duplicates]).toEqual([expected.stored, expected.duplicates]);
        const rows = conflicts.map((i) => sent.rows[i]!).sort((x, y) => x - y);
        expect(rows).toEqual(expected.conflicts);
        const all = mergeBlocks([stored, fresh]);
        expect(all.count).toBe(held.size);
        for (let i = 0; i < all.count; i++)
          expect(valueIn(all, i, 'a')).toBe(held.get(`${all.timesMs[i]} ${all.seqs[i]}`));
      }),
    );
  });

  it('compares texts and qualities too', () => {
    const stored = toReadingBlock([{ at: 1, seq: 1, values: { s: 'load' } }]);
    const same = {
      block: toReadingBlock([{ at: 1, seq: 1, values: { s: 'load' } }]),
      rows: Float64Array.of(2),
    };
    const other = {
      block: toReadingBlock([{ at: 1, seq: 1, values: { s: 'idle' } }]),
      rows: Float64Array.of(2),
    };
    expect(compareWithStored(same, stored)).toMatchObject({ duplicates: 1, conflicts: [] });
    expect(compareWithStored(other, stored)).toMatchObject({ duplicates: 0, conflicts: [0] });
  });
});
