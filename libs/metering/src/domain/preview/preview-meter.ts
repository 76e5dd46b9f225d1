import { DomainError, Exact } from '#platform/domain';
import { exceptionsOf } from './exceptions.js';
import type { RegisterChange } from '../steps/registers.js';
import { findOverlapping, joinSpans, subtractSpans, type Span } from '../windows/spans.js';
import { Intervals } from './pieces/intervals.js';
import { deriveSeries, type SeriesMethod } from './derive-series.js';
import type { MeterPreview, MeterPreviewState } from './meter-preview.js';
import {
  type AllOff,
  type Estimate,
  type MeterEvent,
  type MeterPreviewInput,
  type MeterReading,
} from './meter-definition.js';
import { MeterFormula } from './meter-formula.js';
import { isPickingMethod, pickedTally } from './picked/picked-tally.js';
import type { Derived, Piece } from './pieces/piece.js';
import { isPossibleState, referenceFactor } from '#contracts/domain';
import { roundParts, roundQuantity } from './round-quantity.js';
import { bySeries, selectReadings } from './select-readings.js';
import { tallyPieces, joinDerived, type Tally } from './pieces/tally-pieces.js';

const HOUR_MS = 3_600_000;
/** Maximum number of windows. Allows windows of a minute for slightly more than a month. */
const MAX_WINDOWS = 50_000;

/**
 * Previews the quantity that a meter would measure in a period. Counters, levels and events are derived by the billing
 * engine (`deriveSeries`); this adapter adds statistics of readings, formulas and the rounding of a meter. The result
 * is exact and does not depend on how often readings were delivered. The rules are in docs/rules/metering.md.
 *
 * @throws DomainError metering.period_invalid, metering.windows_too_many, metering.event_invalid,
 *   metering.estimate_twice, metering.conditions_invalid, metering.formula_missing, metering.formula_invalid,
 *   metering.formula_name_unknown, if the input is invalid
 */
export function previewMeter(input: MeterPreviewInput): MeterPreview {
  assertInputValid(input);
  const { meter, period } = input;
  const selected = selectReadings(input.readings, input.knownBefore);
  const intervals = new Intervals(period, input.windowSeconds);
  const factor = factorOf(input);
  const { tally, pieces } = evaluateMeter(input, selected.readings, intervals, factor);

  const isExpired = meter.calibration !== null && meter.calibration.endsAt < period.to;
  const exceptions = exceptionsOf(pieces, isExpired ? meter.calibration.validTo : null);
  const isAdditive = !isPickingMethod(meter.method) && meter.method !== 'formula';
  const windows = isAdditive
    ? roundParts(tally.windows, meter.rounding)
    : tally.windows.map((window) => window && roundQuantity(window, meter.rounding));
  return {
    quantity: tally.quantity && roundQuantity(tally.quantity, meter.rounding).toFixed(),
    state: stateOf(tally, pieces, isExpired),
    flags: tally.hasEstimate ? ['contains_estimate'] : [],
    steps: pieces.flatMap(({ kind, quantity }) =>
      kind === null ? [] : [{ kind, quantity: quantity && toStoredDecimals(quantity) }],
    ),
    windows: input.windowSeconds === null ? null : windows.map((window) => window?.toFixed() ?? null),
    heldQuantity: toStoredDecimals(tally.held),
    estimatedQuantity: toStoredDecimals(tally.estimated),
    factor: factor.toFixed(),
    exceptions,
    accepted: selected.readings.length,
    duplicates: selected.duplicates,
    outOfOrder: selected.outOfOrder,
  };
}

/** Rounds to the decimals of stored quantities. */
const toStoredDecimals = (quantity: Exact): string => roundQuantity(quantity, null).toFixed();

function stateOf(tally: Tally, pieces: readonly Piece[], isExpired: boolean): MeterPreviewState {
  if (isExpired) return 'held';
  if (tally.quantity !== null) return tally.hasEstimate ? 'estimated' : 'measured';
  return pieces.some(({ exception }) => exception !== null) ? 'held' : 'unknown';
}

function factorOf({ meter }: MeterPreviewInput): Exact {
  const own = new Exact(meter.factor ?? 1);
  return meter.reference === null ? own : own.times(referenceFactor(meter.reference));
}

interface EvaluatedMeter {
  readonly tally: Tally;
  /** In chronological order within a counter; empty if the value is picked from readings. */
  readonly pieces: readonly Piece[];
}

function evaluateMeter(
  input: MeterPreviewInput,
  readings: readonly MeterReading[],
  intervals: Intervals,
  factor: Exact,
): EvaluatedMeter {
  const { method } = input.meter;
  if (isPickingMethod(method)) {
    return { tally: pickedTally(method, input.meter, readings, intervals, factor), pieces: [] };
  }
  if (method === 'formula') return evaluateFormula(input, readings, intervals, factor);
  return evaluatePieces(
    withEstimates(derive(method, input, readings, intervals, factor), input, intervals),
    intervals,
  );
}

function evaluatePieces(derived: Derived, intervals: Intervals): EvaluatedMeter {
  return { tally: tallyPieces(derived, intervals), pieces: derived.pieces };
}

/** Derived pieces, with the spans in which each counter or level counted, in order. */
type DerivedInTime = Derived & { readonly counted: readonly (readonly Span[])[] };

function derive(
  method: SeriesMethod,
  { meter, events }: MeterPreviewInput,
  readings: readonly MeterReading[],
  intervals: Intervals,
  factor: Exact,
): DerivedInTime {
  const records = {
    changes: changesIn(events),
    off: meter.checksOff ? joinSpans(events.filter(isAllOff)) : [],
    estimated: estimatesIn(events),
  };
  const all = bySeries(readings).map((series) =>
    deriveSeries(method, series, records, meter, { intervals, factor }),
  );
  return { ...joinDerived(all), counted: all.map(({ counted }) => counted) };
}

/**
 * Adds the quantities of estimates. An estimate fills time in which no usage was counted; readings, even later
 * readings, replace the estimate. An estimate strictly between two readings means that the meter had stopped in the
 * estimated time, so the estimate is added to the counted quantity.
 */
function withEstimates(derived: DerivedInTime, { events }: MeterPreviewInput, intervals: Intervals): Derived {
  const estimated = events.filter(isEstimate).flatMap((estimate) => {
    const shown = derived.counted
      .flatMap((counted) => findOverlapping(counted, estimate))
      .filter(({ from, to }) => from >= estimate.from || to <= estimate.to);
    return subtractSpans([estimate], joinSpans(shown)).flatMap((span) => {
      const quantity = new Exact(estimate.perHour).times(span.to - span.from).div(HOUR_MS);
      return intervals
        .spread(quantity, span)
        .map((share): Piece => ({ ...share, kind: null, standing: 'estimated', exception: null }));
    });
  });
  return { ...derived, pieces: [...derived.pieces, ...estimated] };
}

/**
 * Evaluates each signal of the formula, then the formula, for the period and for each window. Signals are read as
 * counters; a signal with a single value provides the quantity of the period (such as the good parts of a shift,
 * reported once).
 */
function evaluateFormula(
  input: MeterPreviewInput,
  readings: readonly MeterReading[],
  intervals: Intervals,
  factor: Exact,
): EvaluatedMeter {
  const formula = MeterFormula.parse(input.meter.formula ?? '');
  assertKnownNames(formula, input.readings);
  const evaluated = new Map(
    formula.names.map((name) => {
      const own = readings.filter(({ signal }) => signal === name);
      const method = own.filter(({ value }) => value !== null).length === 1 ? 'report' : 'counter';
      const derived = derive(method, input, own, intervals, new Exact(1));
      return [name, evaluatePieces(derived, intervals)] as const;
    }),
  );
  const of = (pick: (tally: Tally) => Exact | null): Exact | null =>
    formula.evaluate((name) => pick(evaluated.get(name)!.tally))?.times(factor) ?? null;
  const parts = [...evaluated.values()];
  const hasEstimate = parts.some(({ tally }) => tally.hasEstimate);
  const quantity = of((tally) => tally.quantity);
  return {
    tally: {
      quantity,
      windows: intervals.list.map((_, interval) => of((tally) => tally.windows[interval]!)),
      held: Exact.sum(0, ...parts.map(({ tally }) => tally.held)),
      estimated: hasEstimate && quantity !== null ? quantity : new Exact(0),
      hasEstimate,
    },
    pieces: parts.flatMap(({ pieces }) => pieces),
  };
}

const isEstimate = (event: MeterEvent): event is Estimate => event.type === 'estimate';
const isChange = (event: MeterEvent): event is RegisterChange =>
  event.type === 'declared_reset' || event.type === 'exchange';
const isAllOff = (event: MeterEvent): event is AllOff => event.type === 'all_off';

function changesIn(events: readonly MeterEvent[]): RegisterChange[] {
  return events.filter(isChange).sort((a, b) => a.at - b.at);
}

function estimatesIn(events: readonly MeterEvent[]): Estimate[] {
  return events.filter(isEstimate).sort((a, b) => a.from - b.from);
}

function assertInputValid({ meter, period, windowSeconds, events }: MeterPreviewInput): void {
  if (period.from >= period.to) throw errorAt('metering.period_invalid', '/period/to');
  if (windowSeconds !== null && (period.to - period.from) / (windowSeconds * 1000) > MAX_WINDOWS)
    throw errorAt('metering.windows_too_many', '/windowSeconds');
  for (const side of ['from', 'to'] as const)
    if (meter.reference !== null && !isPossibleState(meter.reference[side]))
      throw errorAt('metering.conditions_invalid', `/meter/reference/${side}`);
  if (meter.method === 'formula' && meter.formula === null)
    throw errorAt('metering.formula_missing', '/meter/formula');
  const invalidIndex = events.findIndex((event) => 'from' in event && event.from >= event.to);
  if (invalidIndex >= 0) throw errorAt('metering.event_invalid', `/events/${invalidIndex}/to`);
  const estimates = estimatesIn(events);
  const overlapping = estimates.find(({ from }, index) => index > 0 && from < estimates[index - 1]!.to);
  if (overlapping !== undefined)
    throw errorAt('metering.estimate_twice', `/events/${events.indexOf(overlapping)}/from`);
}

function assertKnownNames(formula: MeterFormula, readings: readonly MeterReading[]): void {
  const known = new Set(readings.map(({ signal }) => signal));
  const unknown = formula.names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new DomainError('metering.formula_name_unknown', { name: unknown }, [
      { pointer: '/meter/formula', code: 'metering.formula_name_unknown', params: { name: unknown } },
    ]);
  }
}

const errorAt = (code: string, pointer: string): DomainError =>
  new DomainError(code, {}, [{ pointer, code }]);
