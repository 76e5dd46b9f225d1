import { ByteWriter } from './bytes.js';
import { compress } from './compression.js';
import { type Layout, LAYOUTS, writeRests } from './layout.js';
import { PLAIN_PREDICTORS, type Predictor, restsOf } from './predictor.js';

/** The encoding of a column of integers. */
export interface ColumnForm {
  readonly predictor: Predictor;
  readonly layout: Layout;
}

/**
 * `fast` for data that is repacked soon, `small` for final data: it takes several times as long to write, and no
 * longer to read.
 */
export type Effort = 'fast' | 'small';

/** In a shorter column a better form saves less than its name takes. */
const MIN_TRIED = 1024;
/** A long column is judged by this many samples of this many values. */
const WINDOWS = 8;
const WINDOW = 160;
/** The first differences of a sample result from the cut, not from the column. */
const WARM_UP = 16;

/**
 * Returns the form that probably takes the fewest bytes.
 * @param possible the predictors with exactly reversible residuals
 */
export function chooseForm(values: Float64Array, possible: readonly Predictor[], effort: Effort): ColumnForm {
  if (effort === 'fast' || values.length < MIN_TRIED)
    return { predictor: fewestBits(values, possible), layout: 'planes' };
  const windows = windowsOf(values);
  const predictor = leastOf(possible, (one) => packedBytes(sampleOf(windows, one), 16));
  const sample = sampleOf(windows, predictor);
  const layout = leastOf(LAYOUTS, (one) => packedBytes(sample, one));
  return { predictor, layout };
}

function windowsOf(values: Float64Array): Float64Array[] {
  const stride = Math.floor((values.length - WINDOW) / (WINDOWS - 1));
  return Array.from({ length: WINDOWS }, (_, i) => values.subarray(i * stride, i * stride + WINDOW));
}

/** This many values determine the best plain predictor; more would cost as much as writing them. */
const ASKED = 512;

/**
 * Returns the plain predictor whose residuals need the fewest bits. The first two values cost the same for each and
 * don't count.
 */
function fewestBits(values: Float64Array, possible: readonly Predictor[]): Predictor {
  const bits = [0, 0, 0];
  const stride = Math.ceil(values.length / ASKED);
  for (let i = 2; i < values.length; i += stride) {
    const [value, previous, before] = [values[i]!, values[i - 1]!, values[i - 2]!];
    bits[0]! += bitsOf(value);
    bits[1]! += bitsOf(value - previous);
    bits[2]! += bitsOf(value - 2 * previous + before);
  }
  const plain = PLAIN_PREDICTORS.filter((one) => possible.includes(one));
  return leastOf(plain, (one) => bits[one]!);
}

function bitsOf(difference: number): number {
  return Math.log2(Math.abs(difference) + 1);
}

/** Returns a predictor's residuals of samples of a column. */
function sampleOf(windows: readonly Float64Array[], predictor: Predictor): Float64Array {
  const sample = new Float64Array(windows.length * (WINDOW - WARM_UP));
  windows.forEach((window, i) => {
    sample.set(restsOf(window, predictor).subarray(WARM_UP), i * (WINDOW - WARM_UP));
  });
  return sample;
}

function packedBytes(sample: Float64Array, layout: Layout): number {
  const out = new ByteWriter(2 * sample.length);
  writeRests(out, sample, layout);
  return compress(out.done()).length;
}

/** Returns the first one with the lowest cost. */
function leastOf<T>(possible: readonly T[], costOf: (one: T) => number): T {
  let best: T = possible[0]!;
  let least = Infinity;
  for (const one of possible) {
    const cost = costOf(one);
    if (cost >= least) continue;
    least = cost;
    best = one;
  }
  return best;
}
