import fc from 'fast-check';
import { toReadingBlock } from '../../../../../test/support/sent-readings.js';
import { mergeBlocks, type ReadingBlock, valueIn } from '../readings/reading-block.js';
import { computeRollup, type Resolution, RESOLUTIONS, type Rollup } from '../readings/rollups/rollup.js';
import { NO_DECLARED_INTERVAL } from '../readings/rollups/longest-hold.js';
import { ageDay, type AgingTerms } from './age-day.js';
import { KEEP_EVERYTHING, type Keep } from './retention-rule.js';
import { isWithin, joinSpans } from './time-spans.js';

const DAY = 86_400_000;
const day = { fromMs: 0, toMs: DAY };
const NOW = 40 * DAY;
const KEYS = ['a', 'b', 'c'] as const;

const messages = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: DAY - 1 }),
    values: fc.record(
      {
        a: fc.integer({ min: 0, max: 9 }),
        b: fc.constantFrom<number | string>(1, 2, 'text'),
        c: fc.boolean(),
      },
      { requiredKeys: ['a'] },
    ),
  }),
  { maxLength: 25 },
);
const keep = fc.array(fc.constantFrom(10, 20, 30, 50), { minLength: 4, maxLength: 4 }).map((list): Keep => {
  const [raw, minute, hour, width] = [...list].sort((x, y) => x - y) as [number, number, number, number];
  return { 0: raw, 60: minute, 3600: hour, 86_400: width };
});
const span = fc
  .tuple(fc.integer({ min: 0, max: DAY - 1 }), fc.integer({ min: 1, max: DAY / 2 }))
  .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));

function blockFrom(list: { at: number; values: object }[]): ReadingBlock | null {
  if (list.length === 0) return null;
  return mergeBlocks([
    toReadingBlock(list.map(({ at, values }, seq) => ({ at, seq, values: values as never }))),
  ]);
}

function valuesOf(block: ReadingBlock | null): string[] {
  if (!block) return [];
  return Array.from({ length: block.count }, (_, i) =>
    block.shapes[block.shapeOf[i]!]!.keys.map(
      (key) => `${block.timesMs[i]} ${block.seqs[i]} ${key} ${JSON.stringify(valueIn(block, i, key))}`,
    ),
  ).flat();
}

describe('ageDay', () => {
  it('purges exactly the expired data without a hold, and reports it', () => {
    fc.assert(
      fc.property(
        messages,
        fc.record({ a: keep, b: keep, c: keep }),
        fc.array(span, { maxLength: 3 }),
        (list, keeps, held) => {
          const block = blockFrom(list);
          const heldSpans = joinSpans(held.map((one) => ({ ...one })));
          const terms: AgingTerms = {
            now: NOW,
            keepOf: (key) => keeps[key as 'a'],
            // The retention hold applies to only one signal.
            heldOf: (key) => (key === 'a' ? heldSpans : []),
            wasRemoved: () => false,
            expected: NO_DECLARED_INTERVAL,
          };
          const aged = ageDay({ day, block, rollups: new Map() }, terms);
          const isPast = (key: string): boolean => keeps[key as 'a'][0]! * DAY <= NOW - DAY;
          const expected = valuesOf(block).filter((value) => {
            const [at, , key] = value.split(' ') as [string, string, string];
            return !isPast(key) || (key === 'a' && isWithin(heldSpans, Number(at)));
          });
          expect(valuesOf(aged.block)).toEqual(expected);
          expect(aged.removedPoints).toBe(valuesOf(block).length - expected.length);
          expect(aged.isUnchanged).toBe(aged.removedPoints === 0);
          for (const key of KEYS) {
            const told = aged.removals.find((removal) => removal.key === key && removal.level === 0);
            const wasThere = valuesOf(block).some((value) => value.split(' ')[2] === key);
            if (!told)
              expect(isPast(key) && wasThere && (key !== 'a' || !isWithin(heldSpans, 0))).toBe(false);
            else for (const { fromMs } of told.spans) expect(isWithin(terms.heldOf(key), fromMs)).toBe(false);
          }
        },
      ),
    );
  });

  it('keeps every level as computed from all readings of the day until it expires too', () => {
    fc.assert(
      fc.property(messages, fc.record({ a: keep, b: keep, c: keep }), (list, keeps) => {
        const block = blockFrom(list);
        const aged = ageDay(
          { day, block, rollups: new Map() },
          {
            now: NOW,
            keepOf: (key) => keeps[key as 'a'],
            heldOf: () => [],
            wasRemoved: () => false,
            expected: NO_DECLARED_INTERVAL,
          },
        );
        for (const resolution of RESOLUTIONS) {
          const whole = block ? computeRollup(block, resolution * 1000) : new Map();
          const stays = [...whole].filter(([key]) => keeps[key as 'a'][resolution]! * DAY > NOW - DAY);
          expect([...(aged.rollups.get(resolution) ?? [])]).toEqual(stays);
        }
      }),
    );
  });

  it('has the same result in two steps as in one', () => {
    fc.assert(
      fc.property(messages, keep, fc.array(span, { maxLength: 2 }), (list, all, held) => {
        const block = blockFrom(list);
        const spans = joinSpans(held.map((one) => ({ ...one })));
        const at = (
          now: number,
          of: ReadingBlock | null,
          rollups: ReadonlyMap<Resolution, Rollup>,
          again: boolean,
        ) =>
          ageDay(
            { day, block: of, rollups },
            {
              now,
              keepOf: () => all,
              heldOf: () => spans,
              wasRemoved: () => again,
              expected: NO_DECLARED_INTERVAL,
            },
          );
        const first = at(25 * DAY, block, new Map(), false);
        const second = first.isUnchanged
          ? at(NOW, block, new Map(), false)
          : at(
              NOW,
              first.block,
              first.rollups,
              first.removals.some(({ level }) => level === 0),
            );
        const once = at(NOW, block, new Map(), false);
        expect(valuesOf(second.block)).toEqual(valuesOf(once.block));
        if (!once.isUnchanged) expect(second.rollups).toEqual(once.rollups);
      }),
    );
  });

  it('leaves a day unchanged when everything is kept', () => {
    const block = blockFrom([{ at: 5, values: { a: 1 } }]);
    const terms = {
      now: NOW,
      keepOf: () => KEEP_EVERYTHING,
      heldOf: () => [],
      wasRemoved: () => false,
      expected: NO_DECLARED_INTERVAL,
    };
    expect(ageDay({ day, block, rollups: new Map() }, terms)).toMatchObject({
      isUnchanged: true,
      removals: [],
      removedPoints: 0,
    });
  });
});
