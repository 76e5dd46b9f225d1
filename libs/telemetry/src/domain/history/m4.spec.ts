import fc from 'fast-check';
import { toReadingBlock, type SentReading } from '../../../../../test/support/sent-readings.js';
import { type Column, joinColumns, type Sample, type PixelColumns, reduceToColumns, toLine } from './m4.js';
import { type ReadingBlock, sliceBlock } from '../readings/reading-block.js';

const SCREEN: PixelColumns = { fromMs: 1000, columnMs: 100 };

const columnOf = (timeMs: number): number => Math.floor((timeMs - SCREEN.fromMs) / SCREEN.columnMs);

/** Readings of one device, some of bad quality, some without the signal. */
const readings = fc
  .array(
    fc.record({
      step: fc.constantFrom(0, 1, 3, 10, 40, 250, 900),
      value: fc.integer({ min: -20, max: 20 }),
      kind: fc.constantFrom('good', 'good', 'good', 'bad', 'other'),
    }),
    { maxLength: 80 },
  )
  .map((list): SentReading[] => {
    let at = SCREEN.fromMs;
    return list.map(({ step, value, kind }, seq) => ({
      at: (at += step),
      seq,
      values: { [kind === 'other' ? 'other' : 'v']: value },
      ...(kind === 'bad' && { qualities: { v: 2 as const } }),
    }));
  });

const samplesOf = (said: readonly SentReading[]): Sample[] =>
  said.flatMap(({ at, values, qualities }) =>
    typeof values['v'] === 'number' && !qualities ? [[at, values['v']] as const] : [],
  );

const lineOf = (said: readonly SentReading[]): Sample[] =>
  toLine(reduceToColumns(toReadingBlock(said), 'v', SCREEN));

function byColumn(samples: readonly Sample[]): Map<number, Sample[]> {
  const columns = new Map<number, Sample[]>();
  for (const sample of samples) {
    const index = columnOf(sample[0]);
    columns.set(index, [...(columns.get(index) ?? []), sample]);
  }
  return columns;
}

const values = (samples: readonly Sample[]): number[] => samples.map(([, value]) => value);

describe('a downsampled line', () => {
  it('has the first, the minimum, the maximum and the last of a column, in chronological order', () => {
    const said = [5, 9, 7, 2, 4, 4].map((v, i) => ({ at: 1000 + i * 10, seq: i, values: { v } }));
    expect(lineOf(said)).toEqual([
      [1000, 5],
      [1010, 9],
      [1030, 2],
      [1050, 4],
    ]);
  });

  it('is empty for no readings, and the single point for one', () => {
    expect(lineOf([])).toEqual([]);
    expect(lineOf([{ at: 1010, values: { v: 3 } }])).toEqual([[1010, 3]]);
    expect(
      toLine(reduceToColumns(toReadingBlock([{ at: 1010, values: { other: 3 } }]), 'v', SCREEN)),
    ).toEqual([]);
  });

  it('contains only readings, in chronological order, at most four per column', () => {
    fc.assert(
      fc.property(readings, (said) => {
        const samples = samplesOf(said).map((sample) => sample.join());
        const line = lineOf(said);
        for (const sample of line) expect(samples).toContain(sample.join());
        expect(line.map(([at]) => at)).toEqual(line.map(([at]) => at).sort((a, b) => a - b));
        for (const column of byColumn(line).values()) expect(column.length).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('keeps the ends and extremes of each column, and so of the whole', () => {
    fc.assert(
      fc.property(readings, (said) => {
        const [all, kept] = [byColumn(samplesOf(said)), byColumn(lineOf(said))];
        expect([...kept.keys()]).toEqual([...all.keys()]);
        for (const [index, samples] of all) {
          const column = kept.get(index)!;
          expect(column[0]![0]).toBe(samples[0]![0]);
          expect(column.at(-1)![0]).toBe(samples.at(-1)![0]);
          expect(values(column)).toEqual(
            expect.arrayContaining([values(samples)[0], values(samples).at(-1)]),
          );
          expect(Math.min(...values(column))).toBe(Math.min(...values(samples)));
          expect(Math.max(...values(column))).toBe(Math.max(...values(samples)));
        }
      }),
    );
  });

  it('keeps a gap: the readings on both sides stay, and none is added', () => {
    fc.assert(
      fc.property(readings, (said) => {
        const samples = samplesOf(said).map(([at]) => at);
        const line = lineOf(said).map(([at]) => at);
        samples.slice(1).forEach((to, i) => {
          const from = samples[i]!;
          if (columnOf(from) === columnOf(to)) return;
          expect(line).toEqual(expect.arrayContaining([from, to]));
          expect(line.filter((at) => at > from && at < to)).toEqual([]);
        });
      }),
    );
  });

  it('is the same for any split of the readings', () => {
    fc.assert(
      fc.property(readings, fc.array(fc.nat({ max: 80 })), (said, cuts) => {
        const block = toReadingBlock(said);
        expect(joinColumns(piecesOf(block, cuts))).toEqual(reduceToColumns(block, 'v', SCREEN));
      }),
    );
  });

  it('of several devices has the ends and extremes of all of them', () => {
    fc.assert(
      fc.property(readings, readings, (one, other) => {
        const joined = joinColumns(
          [one, other].map((said) => reduceToColumns(toReadingBlock(said), 'v', SCREEN)),
        );
        const all = byColumn([...samplesOf(one), ...samplesOf(other)].sort(([a], [b]) => a - b));
        expect(joined.map(({ index }) => index)).toEqual([...all.keys()]);
        for (const { index, first, least, greatest, last } of joined) {
          const samples = all.get(index)!;
          expect([first[0], last[0]]).toEqual([samples[0]![0], samples.at(-1)![0]]);
          expect([least[1], greatest[1]]).toEqual([
            Math.min(...values(samples)),
            Math.max(...values(samples)),
          ]);
        }
      }),
    );
  });
});

function piecesOf(block: ReadingBlock, cuts: readonly number[]): Column[][] {
  const edges = [0, ...cuts.filter((cut) => cut < block.count).sort((a, b) => a - b), block.count];
  return edges.slice(1).map((to, i) => reduceToColumns(sliceBlock(block, edges[i]!, to), 'v', SCREEN));
}
