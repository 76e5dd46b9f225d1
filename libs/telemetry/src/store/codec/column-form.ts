import { ByteWriter } from './bytes.js';
import { compress } from './compression.js';
import { type Layout, LAYOUTS, writeResiduals } from './layout.js';
import { PLAIN_PREDICTORS, type Predictor, computeResiduals } from './predictor.js';

/** The encoding of a column of integers. */
export interface ColumnForm {
  readonly predictor: Predictor;
  readonly layout: Layout;
}

/**
 * Effort of encoding: `fast` for data that is repacked soon, `small` for final data. Writing takes several times as
 * long with `small`; reading takes the same time.
 */
export type Effort = 'fast' | 'small';

/** Minimum number of values for choosing a form. A shorter column gains too little from a better form. */
const MIN_VALUES_TO_TRY = 1024;
/** Number of samples by which a long column is assessed, and number of values per sample. */
const WINDOWS = 8;
const WINDOW = 160;
/**
 * Number of values at the start of a sample that are ignored, because their differences result from the cut and not
 * from the column.
 */
const WARM_UP = 16;

/**
 * Returns the form that will probably take the fewest bytes.
 * @param candidates the predictors with exactly reversible residuals
 */
export function chooseForm(
  values: Float64Array,
  candidates: readonly Predictor[],
  effort: Effort,
): ColumnForm {
  if (effort === 'fast' || values.length < MIN_VALUES_TO_TRY)
    return { predictor: choosePredictor(values, candidates), layout: 'planes' };
  const windows = windowsOf(values);
  const predictor = findCheapest(candidates, (candidate) => packedBytes(sampleOf(windows, candidate), 16));
  const sample = sampleOf(windows, predictor);
  const layout = findCheapest(LAYOUTS, (candidate) => packedBytes(sample, candidate));
  return { predictor, layout };
}

function windowsOf(values: Float64Array): Float64Array[] {
  const stride = Math.floor((values.length - WINDOW) / (WINDOWS - 1));
  return Array.from({ length: WINDOWS }, (_, i) => values.subarray(i * stride, i * stride + WINDOW));
}

/**
 * Maximum number of values from which the best plain predictor is determined. Sampling more would cost as much as
 * writing them.
 */
const MAX_SAMPLED_VALUES = 512;

/**
 * Returns the plain predictor with residuals that need the fewest bits. The first two values cost the same for each
 * predictor and are ignored.
 */
function choosePredictor(values: Float64Array, candidates: readonly Predictor[]): Predictor {
  const bits = [0, 0, 0];
  const stride = Math.ceil(values.length / MAX_SAMPLED_VALUES);
  for (let i = 2; i < values.length; i += stride) {
    const [value, previous, before] = [values[i]!, values[i - 1]!, values[i - 2]!];
    bits[0]! += bitsOf(value);
    bits[1]! += bitsOf(value - previous);
    bits[2]! += bitsOf(value - 2 * previous + before);
  }
  const plain = PLAIN_PREDICTORS.filter((candidate) => candidates.includes(candidate));
  return findCheapest(plain, (candidate) => bits[candidate]!);
}

function bitsOf(difference: number): number {
  return Math.log2(Math.abs(difference) + 1);
}

/** Returns a predictor's residuals for samples of a column. */
function sampleOf(windows: readonly Float64Array[], predictor: Predictor): Float64Array {
  const sample = new Float64Array(windows.length * (WINDOW - WARM_UP));
  windows.forEach((window, i) => {
    sample.set(computeResiduals(window, predictor).subarray(WARM_UP), i * (WINDOW - WARM_UP));
  });
  return sample;
}

function packedBytes(sample: Float64Array, layout: Layout): number {
  const out = new ByteWriter(2 * sample.length);
  writeResiduals(out, sample, layout);
  return compress(out.done()).length;
}

/** Returns the first candidate with the lowest cost. */
function findCheapest<T>(candidates: readonly T[], costOf: (candidate: T) => number): T {
  let best: T = candidates[0]!;
  let lowestCost = Infinity;
  for (const candidate of candidates) {
    const cost = costOf(candidate);
    if (cost >= lowestCost) continue;
    lowestCost = cost;
    best = candidate;
  }
  return best;
}
