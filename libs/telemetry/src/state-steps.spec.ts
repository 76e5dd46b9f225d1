import fc from 'fast-check';
import { composeDuty } from '#equipment';
import {
  joinTimelines,
  coversDistances,
  buildTimeline,
  computeStoredTimeline,
} from './domain/gaps/timeline.js';
import { type ReadingBlock, sliceBlock } from './domain/readings/reading-block.js';
import { TIME_OF_DEVICE } from './domain/intake/time-source.js';
import { shapeOf } from './domain/readings/shape.js';

const MINUTE = 60_000;
const FROM = Date.parse('2026-10-19T12:00:00Z');
const TO = FROM + 1440 * MINUTE;

interface Reading {
  readonly at: number;
  readonly state: string | null;
}

function toBlock(readings: readonly Reading[]): ReadingBlock {
  const states = [...new Set(readings.map(({ state }) => state))];
  return {
    count: readings.length,
    timesMs: Float64Array.from(readings, ({ at }) => at),
    seqs: Float64Array.from(readings, (_, i) => i + 1),
    receivedMs: Float64Array.from(readings, ({ at }) => at),
    shapes: states.map((state) =>
      state === null
        ? shapeOf([], [], null, TIME_OF_DEVICE)
        : shapeOf(['state'], [state], null, TIME_OF_DEVICE),
    ),
    shapeOf: Uint32Array.from(readings, ({ state }) => states.indexOf(state)),
    starts: new Uint32Array(readings.length),
    numbers: new Float64Array(),
  };
}

const readings = fc
  .array(
    fc.record({
      step: fc.oneof(fc.constant(1), fc.constant(5), fc.integer({ min: 1, max: 300 })),
      state: fc.constantFrom('load', 'idle', 'stop', null),
    }),
    { maxLength: 80 },
  )
  .map((steps) => {
    let at = FROM - 30 * MINUTE;
    return steps.flatMap(({ step, state }) => {
      at += step * MINUTE;
      return at < TO ? [{ at, state }] : [];
    });
  });

describe('the duty strip of stored timelines', () => {
  it('equals the strip of all readings, in whatever segments they are packed', () => {
    fc.assert(
      fc.property(
        readings,
        fc.array(fc.nat(80), { maxLength: 5 }),
        fc.constantFrom(60, 300, 3600),
        (all, cuts, silentAfterSeconds) => {
          const lastAt = all.at(-1)?.at;
          const window = {
            from: new Date(FROM),
            to: new Date(TO),
            silentAfterSeconds,
            lastAt: lastAt !== undefined && lastAt > FROM ? new Date(lastAt) : null,
            isHeard: all.length > 0,
          };
          const whole = toBlock(all);
          const ends = [...cuts, all.length].filter((cut) => cut <= all.length).sort((a, b) => a - b);
          const timelines = ends.flatMap((end, i) => {
            const timeline = computeStoredTimeline(sliceBlock(whole, ends[i - 1] ?? 0, end));
            return timeline ? [timeline] : [];
          });
          const thresholdMs = silentAfterSeconds * 1000;
          const read = buildTimeline(whole, thresholdMs);
          const usable = coversDistances(timelines, thresholdMs) ? timelines : read ? [read] : [];
          const { notable } = joinTimelines(usable, thresholdMs);
          const points = all.map(({ at, state }, i) => ({
            at: new Date(at),
            reported: state,
            previousAt: i === 0 ? null : new Date(all[i - 1]!.at),
          }));
          const steps = notable.map(({ at, state, previousAt }) => ({
            at: new Date(at),
            reported: state,
            previousAt: previousAt === null ? null : new Date(previousAt),
          }));
          expect(composeDuty(steps, window)).toEqual(composeDuty(points, window));
        },
      ),
      { numRuns: 500 },
    );
  });
});
