import { DomainError, Exact } from '#platform/domain';
import { exceptionsOf } from './exceptions.js';
import type { RegisterChange } from '../steps/registers.js';
import { sharing, union, without, type Span } from '../windows/spans.js';
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
import { bySeries, takeReadings } from './take-readings.js';
import { tallyPieces, together, type Tally } from './pieces/tally-pieces.js';

const HOUR_MS = 3_600_000;
/** Allows slightly more than a month in windows of a minute. */
const MOST_WINDOWS = 50_000;

/**
 * Previews the quantity that a described meter measures in a period. An adapter: counters, levels and events go through
 * the billing engine (`deriveSeries`); statistics of readings, formulas and the rounding of a meter are added here.
 * Pure, exact, and independent of how often readings were delivered. The rules are in docs/rules/metering.md.
 *
 * @throws DomainError metering.period_invalid, metering.windows_too_many, metering.event_invalid,
 *   metering.estimate_twice, metering.conditions_invalid, metering.formula_missing, metering.formula_invalid,
 *   metering.formula_name_unknown, if the input is invalid
 */
export function previewMeter(facts: MeterPreviewInput): MeterPreview {
  assertPossible(facts);
  const { meter, period } = facts;
  const taken = takeReadings(facts.readings, facts.knownBefore);
  const intervals = new Intervals(period, facts.windowSeconds);
  const factor = factorOf(facts);
  const { tally, pieces } = work(facts, taken.readings, intervals, factor);

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
      kind === null ? [] : [{ kind, quantity: quantity && kept(quantity) }],
    ),
    windows: facts.windowSeconds === null ? null : windows.map((window) => window?.toFixed() ?? null),
    heldQuantity: kept(tally.held),
    estimatedQuantity: kept(tally.estimated),
    factor: factor.toFixed(),
    exceptions,
    accepted: taken.readings.length,
    duplicates: taken.duplicates,
    outOfOrder: taken.outOfOrder,
  };
}

/** Rounds to the decimals of stored quantities. */
const kept = (quantity: Exact): string => roundQuantity(quantity, null).toFixed();

function stateOf(tally: Tally, pieces: readonly Piece[], isExpired: boolean): MeterPreviewState {
  if (isExpired) return 'held';
  if (tally.quantity !== null) return tally.hasEstimate ? 'estimated' : 'measured';
  return pieces.some(({ exception }) => exception !== null) ? 'held' : 'unknown';
}

function factorOf({ meter }: MeterPreviewInput): Exact {
  const own = new Exact(meter.factor ?? 1);
  return meter.reference === null ? own : own.times(referenceFactor(meter.reference));
}

interface Worked {
  readonly tally: Tally;
  /** In chronological order within a counter; empty if a value is picked from readings. */
  readonly pieces: readonly Piece[];
}

function work(
  facts: MeterPreviewInput,
  readings: readonly MeterReading[],
  intervals: Intervals,
  factor: Exact,
): Worked {
  const { method } = facts.meter;
  if (isPickingMethod(method)) {
    return { tally: pickedTally(method, facts.meter, readings, intervals, factor), pieces: [] };
  }
  if (method === 'formula') return workFormula(facts, readings, intervals, factor);
  return workPieces(
    withEstimates(derive(method, facts, readings, intervals, factor), facts, intervals),
    intervals,
  );
}

function workPieces(derived: Derived, intervals: Intervals): Worked {
  return { tally: tallyPieces(derived, intervals), pieces: derived.pieces };
}

/** The results of readings, with the time in which each counter or level counted, in order. */
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
    off: meter.checksOff ? union(events.filter(isAllOff)) : [],
    estimated: estimatesIn(events),
  };
  const all = bySeries(readings).map((series) =>
    deriveSeries(method, series, records, meter, { intervals, factor }),
  );
  return { ...together(all), counted: all.map(({ counted }) => counted) };
}

/**
 * An estimate fills time in which nothing was counted; readings, even later ones, replace it. An estimate strictly
 * between two readings means that the meter stopped for a while between them, and is added to what it counted.
 */
function withEstimates(derived: DerivedInTime, { events }: MeterPreviewInput, intervals: Intervals): Derived {
  const estimated = events.filter(isEstimate).flatMap((estimate) => {
    const shown = derived.counted
      .flatMap((counted) => sharing(counted, estimate))
      .filter(({ from, to }) => from >= estimate.from || to <= estimate.to);
    return without([estimate], union(shown)).flatMap((span) => {
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
 * counters; a signal with a single value provides the quantity of the period (good parts of a shift, reported once).
 */
function workFormula(
  facts: MeterPreviewInput,
  readings: readonly MeterReading[],
  intervals: Intervals,
  factor: Exact,
): Worked {
  const formula = MeterFormula.parse(facts.meter.formula ?? '');
  assertKnownNames(formula, facts.readings);
  const worked = new Map(
    formula.names.map((name) => {
      const own = readings.filter(({ signal }) => signal === name);
      const method = own.filter(({ value }) => value !== null).length === 1 ? 'report' : 'counter';
      const derived = derive(method, facts, own, intervals, new Exact(1));
      return [name, workPieces(derived, intervals)] as const;
    }),
  );
  const of = (pick: (tally: Tally) => Exact | null): Exact | null =>
    formula.evaluate((name) => pick(worked.get(name)!.tally))?.times(factor) ?? null;
  const parts = [...worked.values()];
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

function assertPossible({ meter, period, windowSeconds, events }: MeterPreviewInput): void {
  if (period.from >= period.to) throw pointing('metering.period_invalid', '/period/to');
  if (windowSeconds !== null && (period.to - period.from) / (windowSeconds * 1000) > MOST_WINDOWS)
    throw pointing('metering.windows_too_many', '/windowSeconds');
  for (const side of ['from', 'to'] as const)
    if (meter.reference !== null && !isPossibleState(meter.reference[side]))
      throw pointing('metering.conditions_invalid', `/meter/reference/${side}`);
  if (meter.method === 'formula' && meter.formula === null)
    throw pointing('metering.formula_missing', '/meter/formula');
  const wrong = events.findIndex((event) => 'from' in event && event.from >= event.to);
  if (wrong >= 0) throw pointing('metering.event_invalid', `/events/${wrong}/to`);
  const estimates = estimatesIn(events);
  const twice = estimates.find(({ from }, index) => index > 0 && from < estimates[index - 1]!.to);
  if (twice !== undefined) throw pointing('metering.estimate_twice', `/events/${events.indexOf(twice)}/from`);
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

const pointing = (code: string, pointer: string): DomainError =>
  new DomainError(code, {}, [{ pointer, code }]);
