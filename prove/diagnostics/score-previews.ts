import { workOnPreview } from '#diagnostics';
import type { Engine } from '../../test/support/diagnostics-scores/data-files.js';
import {
  NAB_PROFILES,
  nabScore,
  type NabProfile,
  type NabSeries,
} from '../../test/support/diagnostics-scores/nab-score.js';
import { cappedAt, type LifeOutcome } from '../../test/support/diagnostics-scores/remaining-life-score.js';
import { SKAB_LEARN_ROWS, type SkabFile } from '../../test/support/diagnostics-scores/skab-score.js';

/** Published results for FD001 cap remaining lives at this number of cycles. The product learns its own cap. */
const COMPARED_CYCLES = 125;
const SHORTEST_CUT = 30;
const HELD_BACK_ENGINES = 50;

interface DetectionView {
  readonly scores: readonly number[];
  readonly states: string;
  readonly microsecondsPerPoint: number;
}

interface RemainingLifeView {
  readonly targets: readonly {
    readonly p10: number | null;
    readonly p50: number | null;
    readonly p90: number | null;
  }[];
}

/** Processes a request exactly as the API operation does, from the bytes of the request to those of the response. */
function ask<T>(name: 'diagnostics' | 'remainingLife', body: object): T {
  const pieces = [Buffer.from(JSON.stringify(body))];
  return JSON.parse(Buffer.from(workOnPreview({ name, pieces, isGzip: false })).toString('utf8')) as T;
}

export function scoreNab(all: readonly NabSeries[]): Record<NabProfile, number> {
  const scores = all.map(({ times, values }) => {
    const body = {
      signals: [{ key: 'value', unit: null, kind: 'gauge' }],
      times,
      values: values.map((value) => [value]),
    };
    return ask<DetectionView>('diagnostics', body).scores;
  });
  const profiles = Object.keys(NAB_PROFILES) as NabProfile[];
  return Object.fromEntries(profiles.map((profile) => [profile, nabScore(all, scores, profile)])) as Record<
    NabProfile,
    number
  >;
}

export function detectSkab(files: readonly SkabFile[]): { states: number[][]; microsecondsPerPoint: number } {
  const views = files.map(({ times, values }) =>
    ask<DetectionView>('diagnostics', {
      signals: values[0]!.map((_, index) => ({ key: `signal${index + 1}`, unit: null, kind: 'gauge' })),
      times: times.map((at) => new Date(at * 1000).toISOString()),
      values,
      learnRows: SKAB_LEARN_ROWS,
    }),
  );
  return {
    states: views.map(({ states }) => [...states].map(Number)),
    microsecondsPerPoint: Math.min(...views.map((view) => view.microsecondsPerPoint)),
  };
}

/**
 * Learns from engines that failed, and estimates the remaining life of other engines with histories that are truncated
 * at random.
 * @param failures number of engines to learn from
 */
export function estimateEngines(
  engines: readonly Engine[],
  failures: number,
  seeds: readonly number[],
): LifeOutcome[] {
  return seeds.flatMap((seed) => {
    const random = randomOf(seed);
    const order = shuffled(engines, random);
    const known = order.slice(0, failures);
    const held = order.slice(-HELD_BACK_ENGINES);
    const cuts = held.map(
      ({ values }) => SHORTEST_CUT + Math.floor(random() * (values.length - SHORTEST_CUT)),
    );
    const { targets } = ask<RemainingLifeView>('remainingLife', {
      signals: known[0]!.values[0]!.map((_, index) => ({ key: `signal${index + 1}` })),
      units: known.map((engine) => ({ ...engine, ended: 'failure' })),
      targets: held.map(({ id, values }, index) => ({ id, values: values.slice(0, cuts[index]) })),
    });
    return targets.map(({ p10, p50, p90 }, index) =>
      cappedAt(COMPARED_CYCLES, {
        truth: held[index]!.values.length - cuts[index]!,
        p10: p10 ?? 0,
        p50: p50 ?? 0,
        p90: p90 ?? 0,
      }),
    );
  });
}

/** Returns a generator of numbers in [0, 1) from a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = (seed * 7919) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const items = [...list];
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [items[index], items[other]] = [items[other]!, items[index]!];
  }
  return items;
}
