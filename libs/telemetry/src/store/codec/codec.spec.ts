import fc from 'fast-check';
import {
  mergeBlocks,
  type ReadingBlock,
  haveSameContent,
  valueIn,
} from '../../domain/readings/reading-block.js';
import { type Constant, shapeOf } from '../../domain/readings/shape.js';
import { type BatchColumns, decodeBatches, encodeBatch } from './batch-codec.js';
import { ByteReader, ByteWriter } from './bytes.js';
import { decodeChunk, encodeChunk } from './chunk-codec.js';
import { compress } from './compression.js';
import { readIntegers, skipIntegers, writeIntegers } from './integer-column.js';
import { LAYOUTS, readResiduals, writeResiduals } from './layout.js';
import { readNumbers, writeNumbers } from './number-column.js';
import { PREDICTORS, restoreValues, computeResiduals } from './predictor.js';

const KEYS = ['air_m3_total', 'pressure_bar', 'state', 'vibration'];

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const decimal = fc
  .tuple(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 7 }))
  .map(([digits, places]) => Number(`${digits}e-${places}`));
const number = fc.oneof(decimal, finite);
const constant: fc.Arbitrary<Constant | undefined> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.constant({ integer: '9007199254740993' }),
);

/** A message: its shape and its numbers. */
const said = fc
  .tuple(
    fc.subarray(KEYS, { minLength: 1 }),
    fc.array(constant, { minLength: 4, maxLength: 4 }),
    fc.option(fc.array(fc.constantFrom(0, 1, 2, 3), { minLength: 4, maxLength: 4 })),
    fc.constantFrom(0, 1),
    fc.array(number, { minLength: 4, maxLength: 4 }),
  )
  .map(([keys, constants, qualities, source, numbers]) => {
    const shape = shapeOf(
      keys,
      keys.map((_, i) => constants[i]),
      qualities && keys.map<0 | 1 | 2 | 3>((_, i) => qualities[i]!),
      source,
    );
    return { shape, numbers: shape.numeric.map((_, i) => numbers[i]!) };
  });

const index = fc.tuple(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.maxSafeInteger());
const message = fc.record({ device: fc.integer({ min: 1, max: 3 }), place: index, said });
const messages = fc.uniqueArray(message, {
  selector: ({ device, place: [t, s] }) => `${device} ${t} ${s}`,
  maxLength: 40,
});

function columnsOf(
  list: readonly {
    device: number;
    place: [number, number];
    said: { shape: ReturnType<typeof shapeOf>; numbers: number[] };
  }[],
): BatchColumns {
  return {
    count: list.length,
    deviceKeys: Uint32Array.from(list, ({ device }) => device),
    shapes: list.map((item) => item.said.shape),
    timesMs: Float64Array.from(list, (item) => item.place[0]),
    seqs: Float64Array.from(list, (item) => item.place[1]),
    numbers: Float64Array.from(list.flatMap((item) => item.said.numbers)),
  };
}

const decodeOne = (columns: BatchColumns, receivedMs: number) =>
  decodeBatches([{ bytes: encodeBatch(columns), receivedMs }]);

function valuesOf(block: ReadingBlock): unknown[] {
  return Array.from({ length: block.count }, (_, i) => [
    block.timesMs[i],
    block.seqs[i],
    block.receivedMs[i],
    block.shapes[block.shapeOf[i]!]!.text,
    KEYS.map((key) => valueIn(block, i, key)),
  ]);
}

describe('integers', () => {
  it('round-trip', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer(), fc.maxSafeInteger())), (list) => {
        const out = new ByteWriter(1);
        writeIntegers(out, Float64Array.from(list));
        expect([...readIntegers(new ByteReader(out.done()), list.length)]).toEqual(list);
      }),
    );
  });
});

/** Columns with as many values as a machine sends in a day, by the pattern of the values. */
const long = fc
  .record({
    count: fc.integer({ min: 1024, max: 3000 }),
    base: fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
    drift: fc.integer({ min: -3, max: 40 }),
    noise: fc.constantFrom(0, 1, 2, 5, 14, 200, 70_000),
    spikesEvery: fc.constantFrom(0, 7, 300),
    random: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })),
  })
  .map(({ count, base, drift, noise, spikesEvery, random }) =>
    Float64Array.from({ length: count }, (_, i) => {
      const spike = spikesEvery > 0 && i % spikesEvery === 3 ? 9_999 : 0;
      return base + Math.floor(i / 50) * drift + Math.floor(random.next().value! * (noise + 1)) + spike;
    }),
  );

describe('integers in final form', () => {
  it('round-trip, and are skipped exactly, in any form', () => {
    const forms = new Set<number>();
    fc.assert(
      fc.property(long, (values) => {
        const out = new ByteWriter(1);
        writeIntegers(out, values, 'small');
        out.varint(77);
        forms.add(out.done()[0]!);
        const from = new ByteReader(out.done());
        expect(readIntegers(from, values.length)).toEqual(values);
        expect(from.varint()).toBe(77);
        const over = new ByteReader(out.done());
        skipIntegers(over, values.length);
        expect(over.varint()).toBe(77);
      }),
      { numRuns: 150, seed: 3 },
    );
    expect(forms.size).toBeGreaterThan(8);
  });

  it.each(PREDICTORS.flatMap((predictor) => LAYOUTS.map((layout) => [predictor, layout] as const)))(
    'round-trip with the residuals of predictor %i in the layout %s',
    (predictor, layout) => {
      fc.assert(
        fc.property(fc.array(fc.oneof(fc.nat(20), fc.integer(), fc.constant(2 ** 50))), (list) => {
          const residuals = computeResiduals(Float64Array.from(list), predictor);
          const out = new ByteWriter(1);
          writeResiduals(out, residuals, layout);
          const back = new Float64Array(list.length);
          readResiduals(new ByteReader(out.done()), back, layout);
          expect(back).toEqual(residuals);
          restoreValues(back, predictor);
          expect([...back]).toEqual(list);
        }),
      );
    },
  );

  it('are smaller than those packed fast, for a noisy gauge', () => {
    let state = 7;
    const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const gauge = Float64Array.from({ length: 8640 }, (_, i) => {
      const noise = random() + random() + random() + random() - 2;
      return Math.round(2_000 + 300 * Math.sin(i / 1_500) + noise * 3);
    });
    const sizeOf = (effort: 'fast' | 'small'): number => {
      const out = new ByteWriter();
      writeIntegers(out, gauge, effort);
      return compress(out.done()).length;
    };
    expect(sizeOf('small')).toBeLessThan(0.9 * sizeOf('fast'));
  });

  it('of an unknown form are rejected', () => {
    for (const code of [8 * LAYOUTS.length, 8 + 3])
      expect(() => readIntegers(new ByteReader(Buffer.from([code])), 1)).toThrow('unknown form');
  });
});

describe('numbers', () => {
  it.each([
    [[]],
    [[0]],
    [[-0]],
    [[0.1, 0.25, 100]],
    [[1e300, -5e-324]],
    [[0.1 + 0.2]],
    [[2 ** 53, 0.5]],
    [[123456.7, 0.000001]],
  ])('of %j round-trip bit by bit', (list: number[]) => {
    const out = new ByteWriter(1);
    writeNumbers(out, Float64Array.from(list));
    expect([...readNumbers(new ByteReader(out.done()), list.length)]).toEqual(list);
  });

  it('round-trip bit by bit', () => {
    fc.assert(
      fc.property(fc.array(number), (list) => {
        const out = new ByteWriter(1);
        writeNumbers(out, Float64Array.from(list));
        expect([...readNumbers(new ByteReader(out.done()), list.length)]).toEqual(list);
      }),
    );
  });
});

describe('a batch', () => {
  it("returns each device's readings in order", () => {
    fc.assert(
      fc.property(messages, (list) => {
        const devices = decodeOne(columnsOf(list), 77);
        expect([...devices.keys()].sort()).toEqual([...new Set(list.map(({ device }) => device))].sort());
        for (const [device, block] of devices) {
          const own = list.filter((item) => item.device === device);
          own.sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1]);
          expect(valuesOf(block)).toEqual(
            own.map((item) => [
              item.place[0],
              item.place[1],
              77,
              item.said.shape.text,
              valuesOf(decodeOne(columnsOf([item]), 77).get(device)!).map((row) => (row as unknown[])[4])[0],
            ]),
          );
        }
      }),
    );
  });

  it('returns the same readings for one device as for all, and the first of readings with equal keys', () => {
    fc.assert(
      fc.property(fc.array(fc.array(message, { maxLength: 12 }), { maxLength: 5 }), (lists) => {
        const batches = lists.map((list, b) => ({ bytes: encodeBatch(columnsOf(list)), receivedMs: b }));
        const alone = batches.map((batch) => decodeBatches([batch]));
        const together = decodeBatches(batches);
        const devices = new Set(alone.flatMap((blocks) => [...blocks.keys()]));
        expect(new Set(together.keys())).toEqual(devices);
        for (const device of devices) {
          const rows = alone.flatMap((blocks) => (blocks.has(device) ? valuesOf(blocks.get(device)!) : []));
          const firsts = new Map<string, unknown>();
          for (const row of rows as [number, number][])
            if (!firsts.has(`${row[0]} ${row[1]}`)) firsts.set(`${row[0]} ${row[1]}`, row);
          const ordered = ([...firsts.values()] as [number, number][]).sort(
            (a, b) => a[0] - b[0] || a[1] - b[1],
          );
          expect(valuesOf(together.get(device)!)).toEqual(ordered);
        }
      }),
    );
  });

  it('returns only the requested devices', () => {
    const said0 = { shape: shapeOf(['a'], [undefined], null, 0), numbers: [1] };
    const bytes = encodeBatch(
      columnsOf([
        { device: 1, place: [1, 1], said: said0 },
        { device: 2, place: [1, 1], said: said0 },
      ]),
    );
    expect([...decodeBatches([{ bytes, receivedMs: 0 }], (key) => key === 2).keys()]).toEqual([2]);
  });
});

describe('a chunk', () => {
  const block = (list: Parameters<typeof columnsOf>[0]): ReadingBlock =>
    mergeBlocks([...decodeOne(columnsOf(list.map((item) => ({ ...item, device: 1 }))), 5).values()]);

  it('round-trips completely', () => {
    fc.assert(
      fc.property(messages, (list) => {
        const before = block(list);
        const after = decodeChunk(encodeChunk(before));
        expect(valuesOf(after)).toEqual(valuesOf(before));
        for (let i = 0; i < before.count; i++) expect(haveSameContent(before, i, after, i)).toBe(true);
      }),
    );
  });

  it.each([3, 600])('of %i readings returns a single key with the time of every reading', (count) => {
    const shape = shapeOf(['a', 'b', 'state'], [undefined, undefined, 'run'], [0, 2, 0], 0);
    const long = block(
      Array.from({ length: count }, (_, i) => ({
        device: 1,
        place: [1000 * i, i] as [number, number],
        said: { shape, numbers: [i / 10, -i] },
      })),
    );
    const some = decodeChunk(encodeChunk(long), new Set(['b']));
    expect(some.count).toBe(count);
    expect(some.shapes.map(({ keys, qualities }) => [keys, qualities])).toEqual([[['b'], [2]]]);
    expect([...some.numbers]).toEqual(Array.from({ length: count }, (_, i) => -i));
  });
});
