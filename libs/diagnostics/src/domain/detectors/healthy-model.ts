import { symmetricEigen } from './symmetric-eigen.js';

/** Share of the variance that the principal components explain. */
const EXPLAINED = 0.85;
/** Quantile of the learned rows that is the healthy limit. */
const LIMIT_QUANTILE = 0.99;
/** Number of rows between two smoothed values when the wandering of a signal is measured. */
const WANDER_ROWS = 20;
/** Squared steps above this quantile don't count, so that a signal with a few jumps isn't treated as wandering. */
const WANDER_KEPT = 0.8;
/** Mean of the lowest 80% of squares of a standard normal variable. */
const WANDER_KEPT_MEAN = 0.42;
/** Gain at which a wandering signal has half of its weight. */
const WANDER_GAIN = 0.09;
const WANDER_POWER = 3;
/** Share of a signal's own deviation that its smoothed deviation can't fall below. */
const SCALE_FLOOR = 0.1;
/** Minimum of the limit of Q, as a share of the limit of a single signal, for machines with only tiny residuals. */
const Q_FLOOR = 0.1;
const SMALL = 1e-12;

/** Smoothed values and variances of the healthy rows of one signal. */
export interface LearnedSignal {
  /** Smoothed values in the order of time, at a fixed distance. */
  readonly smoothed: ArrayLike<number>;
  /** Variance of the raw values. */
  readonly variance: number;
  /** Half the mean squared difference of consecutive raw values. */
  readonly stepVariance: number;
}

/**
 * The healthy state of a machine: the centers of its smoothed signals, their common variation, and the limits of three
 * statistics. Immutable, apart from `centers`, which follow slow changes while the machine is healthy.
 */
export interface HealthyModel {
  readonly centers: Float64Array;
  readonly scales: Float64Array;
  /**
   * Weight from 0 to 1. A signal that wanders while the machine is healthy has a low weight, because it shows little
   * about the machine's state.
   */
  readonly weights: Float64Array;
  readonly components: readonly Float64Array[];
  readonly componentVariances: Float64Array;
  readonly limits: { readonly largest: number; readonly q: number; readonly t2: number };
}

export interface Statistics {
  /** Largest squared distance of a signal. */
  largest: number;
  /** Squared distance from the plane of the principal components. */
  q: number;
  /** Squared distance within that plane, in its own variances. */
  t2: number;
}

/**
 * Learns the healthy state from smoothed rows.
 * @param smoothing weight of a new row in the smoothed values
 * @param stride rows between two of the smoothed values
 */
export function learnHealthyModel(
  signals: readonly LearnedSignal[],
  smoothing: number,
  stride: number,
): HealthyModel {
  const size = signals.length;
  const rows = signals[0]?.smoothed.length ?? 0;
  const model = {
    centers: new Float64Array(size),
    scales: new Float64Array(size),
    weights: new Float64Array(size),
  };
  for (const [index, signal] of signals.entries()) {
    const { mean, variance } = momentsOf(signal.smoothed);
    model.centers[index] = mean;
    model.scales[index] =
      Math.sqrt(variance + SCALE_FLOOR ** 2 * signal.variance) || Math.max(SMALL, Math.abs(mean) * 1e-6);
    model.weights[index] = 1 / (1 + (wanderGain(signal, smoothing, stride) / WANDER_GAIN) ** WANDER_POWER);
  }
  const distances: Float64Array[] = [];
  for (let row = 0; row < rows; row += 1) {
    distances.push(
      Float64Array.from(
        signals,
        ({ smoothed }, index) =>
          (model.weights[index]! * (smoothed[row]! - model.centers[index]!)) / model.scales[index]!,
      ),
    );
  }
  const { values, vectors } = symmetricEigen(covarianceOf(distances, size));
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  let kept = 0;
  for (let explained = 0; kept < size && explained < EXPLAINED * total; kept += 1) {
    explained += Math.max(0, values[kept]!);
  }
  const components = vectors.slice(0, kept);
  const componentVariances = Float64Array.from(values.slice(0, kept), (value) => Math.max(value, SMALL));
  const statistics = distances.map((distance) => measure(distance, components, componentVariances));
  const limitOf = (name: keyof Statistics) =>
    Math.max(
      quantile(
        statistics.map((statistic) => statistic[name]),
        LIMIT_QUANTILE,
      ),
      SMALL,
    );
  const largest = limitOf('largest');
  return {
    ...model,
    components,
    componentVariances,
    limits: { largest, q: Math.max(limitOf('q'), Q_FLOOR * largest), t2: limitOf('t2') },
  };
}

/** Measures a row of weighted distances against the principal components. */
export function measure(
  distance: Float64Array,
  components: readonly Float64Array[],
  componentVariances: Float64Array,
  into: Statistics = { largest: 0, q: 0, t2: 0 },
): Statistics {
  let largest = 0;
  let squares = 0;
  for (const value of distance) {
    const square = value * value;
    squares += square;
    if (square > largest) largest = square;
  }
  let t2 = 0;
  for (let index = 0; index < components.length; index += 1) {
    const component = components[index]!;
    let projection = 0;
    for (let signal = 0; signal < distance.length; signal += 1) {
      projection += component[signal]! * distance[signal]!;
    }
    squares -= projection * projection;
    t2 += (projection * projection) / componentVariances[index]!;
  }
  into.largest = largest;
  into.q = Math.max(0, squares);
  into.t2 = t2;
  return into;
}

/**
 * Returns the gain with which a local-level filter would follow the signal: 0 for noise around a fixed level, towards 1
 * for a random walk. A high gain, as for a temperature that drifts with the weather, reduces the signal's weight.
 */
function wanderGain(
  { smoothed, variance, stepVariance }: LearnedSignal,
  smoothing: number,
  stride: number,
): number {
  const lag = Math.max(1, Math.round(WANDER_ROWS / stride));
  const steps: number[] = [];
  for (let index = 0; index + lag < smoothed.length; index += 1) {
    steps.push((smoothed[index + lag]! - smoothed[index]!) ** 2);
  }
  if (steps.length === 0 || variance <= 0) return 0;
  steps.sort((a, b) => a - b);
  const kept = Math.max(1, Math.floor(steps.length * WANDER_KEPT));
  const meanStep = steps.slice(0, kept).reduce((sum, step) => sum + step, 0) / kept / WANDER_KEPT_MEAN;
  const noise = Math.min(variance, stepVariance);
  const ofNoise = (2 * noise * smoothing) / (2 - smoothing);
  const ofWalk = Math.max(0, meanStep - ofNoise) / Math.max(1, lag * stride - 1 / smoothing);
  const ratio = ofWalk / Math.max(noise, 0.02 * variance);
  return (Math.sqrt(ratio * ratio + 4 * ratio) - ratio) / 2;
}

function momentsOf(values: ArrayLike<number>): { mean: number; variance: number } {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += values[index]!;
  const mean = values.length > 0 ? sum / values.length : 0;
  let squares = 0;
  for (let index = 0; index < values.length; index += 1) squares += (values[index]! - mean) ** 2;
  return { mean, variance: values.length > 0 ? squares / values.length : 0 };
}

function covarianceOf(rows: readonly Float64Array[], size: number): Float64Array[] {
  const covariance = Array.from({ length: size }, () => new Float64Array(size));
  for (const row of rows) {
    for (let a = 0; a < size; a += 1) {
      for (let b = 0; b < size; b += 1) covariance[a]![b]! += (row[a]! * row[b]!) / rows.length;
    }
  }
  return covariance;
}

function quantile(values: number[], share: number): number {
  values.sort((a, b) => a - b);
  return values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;
}
