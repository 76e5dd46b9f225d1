/**
 * Method of predicting a value from earlier ones, so that only the difference is stored: 0 zero, 1 the previous value
 * (for drifting values), 2 the previous value plus its step (for steady growth), 4 to 7 a moving mean that changes by
 * a half, a quarter, an eighth or a sixteenth of each difference (for noisy values). Stored columns contain these
 * numbers; 3 has another meaning there.
 */
export type Predictor = 0 | 1 | 2 | 4 | 5 | 6 | 7;
export const PREDICTORS: readonly Predictor[] = [0, 1, 2, 4, 5, 6, 7];
/** Predictors that use at most two values, which are the best for most columns. */
export const PLAIN_PREDICTORS: readonly Predictor[] = [1, 0, 2];

/** Returns the number of values that have no prediction and are stored whole. */
export function getLeadingCount(predictor: Predictor): number {
  return predictor > 2 ? 1 : predictor;
}

/** Returns the differences from the prediction, folded to unsigned: 0, -1, 1, -2, 2 become 0, 1, 2, 3, 4. */
export function computeResiduals(values: Float64Array, predictor: Predictor): Float64Array {
  const residuals = new Float64Array(values.length);
  if (predictor > 2) {
    const weight = weightOf(predictor);
    let mean = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      residuals[i] = fold(value - Math.round(mean));
      mean = i === 0 ? value : mean + (value - mean) * weight;
    }
    return residuals;
  }
  let previous = 0;
  let step = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const delta = value - previous;
    residuals[i] = fold(predictor === 0 ? value : predictor === 1 ? delta : delta - step);
    previous = value;
    step = delta;
  }
  return residuals;
}

/** Reverses `computeResiduals` in place. */
export function restoreValues(residuals: Float64Array, predictor: Predictor): void {
  if (predictor > 2) {
    const weight = weightOf(predictor);
    let mean = 0;
    for (let i = 0; i < residuals.length; i++) {
      const value = Math.round(mean) + unfold(residuals[i]!);
      residuals[i] = value;
      // Repeats the encoder's steps exactly. Doubles round the same way everywhere, so the result is identical.
      mean = i === 0 ? value : mean + (value - mean) * weight;
    }
    return;
  }
  let previous = 0;
  let step = 0;
  for (let i = 0; i < residuals.length; i++) {
    const residual = unfold(residuals[i]!);
    const value =
      predictor === 0 ? residual : predictor === 1 ? previous + residual : previous + step + residual;
    residuals[i] = value;
    step = value - previous;
    previous = value;
  }
}

function weightOf(predictor: Predictor): number {
  return 2 ** (3 - predictor);
}

function fold(residual: number): number {
  return residual >= 0 ? residual * 2 : residual * -2 - 1;
}

function unfold(folded: number): number {
  return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
}
