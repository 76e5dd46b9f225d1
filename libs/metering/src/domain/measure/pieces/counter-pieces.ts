import { Exact } from '#platform/domain';
import { isFlowWhileOff } from '../../steps/all-off.js';
import { judged, type JudgedValue, type JudgeRule, type Step } from '../../steps/counter-judge.js';
import type { Span } from '../../windows/spans.js';
import type { Intervals } from './intervals.js';
import { QUALITY } from '../../steps/counter-reading.js';
import type { RegisterChange, RegisterValue } from '../../steps/registers.js';
import { holdLimitOf, type MeterDefinition, type MeterReading } from '../meter-definition.js';
import type { Derived, Piece, PieceException, StepKind } from './piece.js';

const MINUTES_PER_HOUR = 60;

/** What a counter's step says, before it is known in which interval it counts. */
interface JudgedStep extends Span {
  readonly quantity: Exact | null;
  readonly kind: StepKind;
  readonly isEstimated: boolean;
  /** It is longer than the hold limit. */
  readonly isGap: boolean;
  readonly exception: PieceException | null;
  readonly change: RegisterChange | null;
}

/**
 * What a counter did in each interval. A step between two readings belongs to the interval in which it ends; one that is longer
 * than the hold limit and crosses a boundary is spread evenly over its time, all parts of it estimated (billing.md, section 0,
 * counter step over a boundary).
 *
 * @param readings of one counter, by time
 * @param changes of its register, by time
 * @param off when every machine stood still, in order; a step that lies in it wholly is held
 */
export function counterPieces(
  readings: readonly MeterReading[],
  changes: readonly RegisterChange[],
  off: readonly Span[],
  meter: MeterDefinition,
  intervals: Intervals,
): Derived & { readonly counted: readonly Span[] } {
  const values = readings.flatMap(toValue);
  const steps = [...judged(values, changes, judgeRuleOf(meter))]
    .flatMap(toJudged)
    .map((step) => holdIfOff(step, off));
  const pieces = joinChanges(steps.flatMap((step) => place(step, intervals)));
  const [first, last] = [steps[0], steps.at(-1)];
  return {
    pieces: pieces.map(({ piece }) => piece),
    known: first && last ? [{ from: first.from, to: last.to }] : [],
    isComplete: false,
    counted: steps.filter(({ exception, quantity }) => exception === null && quantity?.gt(0)),
  };
}

function toValue({ at, value, receivedAt, isEstimated }: MeterReading, index: number): RegisterValue[] {
  if (value === null) return [];
  const seq = String(index);
  return [
    { at, seq, receivedAt: receivedAt ?? at, timeSource: 0, quality: QUALITY.good, value, isEstimated },
  ];
}

const judgeRuleOf = (meter: MeterDefinition): JudgeRule => ({
  modulus: meter.modulus,
  maxRatePerHour:
    meter.maxRatePerMinute === null
      ? null
      : new Exact(meter.maxRatePerMinute).times(MINUTES_PER_HOUR).toFixed(),
  holdLimit: holdLimitOf(meter),
  countsUnprovenRollover: true,
});

function toJudged({ value: to, step, before: from }: JudgedValue): JudgedStep[] {
  return step === null || from === null ? [] : [judgedStep(step, from, to)];
}

function judgedStep(step: Step, from: RegisterValue, to: RegisterValue): JudgedStep {
  const change = from.change ?? to.change ?? null;
  const isEstimated = to.isEstimated ?? false;
  const { quantity, isGap } = step;
  const placed = { from: from.at, to: to.at, quantity, isGap, isEstimated, change };
  if (step.hold === 'counter_fell') {
    const exception = { code: 'unexplained_fall', implied: step.impliedByModulus } as const;
    return { ...placed, kind: 'unexplained', exception };
  }
  if (step.hold !== null)
    return { ...placed, kind: 'held', exception: { code: 'implausible', implied: step.quantity } };
  if (step.isRollover) return { ...placed, kind: 'rollover', exception: null };
  if (change === null) return { ...placed, kind: 'normal', exception: null };
  return {
    ...placed,
    kind: change.type === 'exchange' ? 'replacement' : 'declared_reset',
    exception: null,
  };
}

/** Only a step that lies wholly in times of standstill proves a flow in them. */
function holdIfOff(step: JudgedStep, off: readonly Span[]): JudgedStep {
  if (step.exception !== null || !isFlowWhileOff(step.quantity, step, off)) return step;
  return { ...step, kind: 'held', exception: { code: 'flow_while_off', implied: step.quantity } };
}

interface PlacedPiece {
  readonly piece: Piece;
  readonly change: RegisterChange | null;
}

function place(step: JudgedStep, intervals: Intervals): PlacedPiece[] {
  const { quantity, exception, change } = step;
  if (step.isGap && quantity !== null && intervals.areCrossedBy(step)) {
    return intervals.spread(quantity, step).map((share) => ({
      change: null,
      piece: {
        ...share,
        kind: exception === null ? 'split' : step.kind,
        standing: exception === null ? 'estimated' : 'held',
        exception: exception && { ...exception, implied: share.quantity },
      },
    }));
  }
  const interval = intervals.endingAt(step.to);
  if (interval === null) return [];
  const standing = exception !== null ? 'held' : step.isEstimated ? 'estimated' : 'measured';
  return [{ change, piece: { interval, quantity, kind: step.kind, standing, exception } }];
}

/** The end of one register and the beginning of the next are one step of the meter where both fall into one interval. */
function joinChanges(pieces: readonly PlacedPiece[]): PlacedPiece[] {
  const joined: PlacedPiece[] = [];
  for (const next of pieces) {
    const last = joined.at(-1);
    if (last === undefined || !areOneStep(last, next)) {
      joined.push(next);
      continue;
    }
    const quantity = last.piece.quantity!.plus(next.piece.quantity!);
    joined[joined.length - 1] = { ...next, piece: { ...next.piece, quantity } };
  }
  return joined;
}

function areOneStep(a: PlacedPiece, b: PlacedPiece): boolean {
  return (
    a.change !== null &&
    a.change === b.change &&
    a.piece.interval === b.piece.interval &&
    a.piece.kind === b.piece.kind &&
    a.piece.standing === b.piece.standing &&
    a.piece.exception === null &&
    b.piece.exception === null
  );
}
