import type { ByteReader, ByteWriter } from './bytes.js';
import { chooseForm, type ColumnForm, type Effort } from './column-form.js';
import { fromPlanes, planesLength, toPlanes } from './double-planes.js';
import { LAYOUTS, readResiduals, skipResiduals, writeResiduals } from './layout.js';
import { getLeadingCount, type Predictor, PREDICTORS, restoreValues, computeResiduals } from './predictor.js';

/**
 * Largest integer for which the residuals of any predictor, folded to unsigned, are integers that a double represents
 * exactly.
 */
export const MAX_INTEGER = 2 ** 50;
/**
 * Largest integer for which differences from zero or from the previous value, folded to unsigned, are exact in a
 * double.
 */
const MAX_WITH_DIFFERENCES = 2 ** 51;
const EXACT_WITH_DIFFERENCES: readonly Predictor[] = [0, 1];

/**
 * Code written in place of a predictor when a value exceeds `MAX_WITH_DIFFERENCES`: all values are stored as doubles.
 */
const AS_DOUBLES = 3;
/** Factor in the encoding of a form: its predictor plus this factor times the index of its layout. */
const PREDICTOR_CODES = 8;

/**
 * Encodes integers (up to 2^53 in magnitude) as residuals of a prediction from earlier values, in the form that will
 * probably compress best.
 */
export function writeIntegers(out: ByteWriter, values: Float64Array, effort: Effort = 'fast'): void {
  const largest = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  if (largest > MAX_WITH_DIFFERENCES) {
    out.varint(AS_DOUBLES);
    out.raw(toPlanes(values));
    return;
  }
  const exact = largest > MAX_INTEGER ? EXACT_WITH_DIFFERENCES : PREDICTORS;
  const { predictor, layout } = chooseForm(values, exact, effort);
  out.varint(predictor + PREDICTOR_CODES * LAYOUTS.indexOf(layout));
  const residuals = computeResiduals(values, predictor);
  // The first values have no prediction and can be large. In the planes, they would widen all small differences.
  const leadingCount = Math.min(getLeadingCount(predictor), residuals.length);
  for (let i = 0; i < leadingCount; i++) out.varint(residuals[i]!);
  writeResiduals(out, residuals.subarray(leadingCount), layout);
}

export function readIntegers(from: ByteReader, count: number): Float64Array {
  const form = readForm(from);
  if (form === 'doubles') return fromPlanes(from.raw(planesLength(count)), count);
  const { predictor, layout } = form;
  const values = new Float64Array(count);
  const leadingCount = Math.min(getLeadingCount(predictor), count);
  for (let i = 0; i < leadingCount; i++) values[i] = from.varint();
  readResiduals(from, values.subarray(leadingCount), layout);
  restoreValues(values, predictor);
  return values;
}

/** Skips the bytes that `readIntegers` would read. */
export function skipIntegers(from: ByteReader, count: number): void {
  const form = readForm(from);
  if (form === 'doubles') {
    from.raw(planesLength(count));
    return;
  }
  const leadingCount = Math.min(getLeadingCount(form.predictor), count);
  for (let i = 0; i < leadingCount; i++) from.varint();
  skipResiduals(from, count - leadingCount, form.layout);
}

function readForm(from: ByteReader): ColumnForm | 'doubles' {
  const code = from.varint();
  if (code === AS_DOUBLES) return 'doubles';
  const predictor = PREDICTORS.find((one) => one === code % PREDICTOR_CODES);
  const layout = LAYOUTS[Math.floor(code / PREDICTOR_CODES)];
  if (predictor === undefined || layout === undefined) throw new RangeError('The column has an unknown form');
  return { predictor, layout };
}
