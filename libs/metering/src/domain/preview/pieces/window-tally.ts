import type { Exact } from '#platform/domain';
import type { Step } from '../../steps/counter-evaluator.js';
import type { RegisterChange } from '../../steps/registers.js';
import type { StepScale } from '../../steps/step-scale.js';
import type { StepTally } from '../../usage/step-tally.js';
import { clip, type Span } from '../../windows/spans.js';
import type { Intervals } from './intervals.js';
import type { Piece, PieceException, StepKind } from './piece.js';

/** A piece, with data to order and join it. */
interface OrderedPiece {
  readonly piece: Piece;
  /** End of the piece's step. */
  readonly endsAt: number;
  /** Register change that the piece's step leads to or starts from. */
  readonly change: RegisterChange | null;
}

/**
 * Collects the steps of one counter or level by the windows of a preview. A long step across a window's bound is spread
 * evenly over the time of the step, as is a step across the bound of a billing period.
 */
export class WindowTally implements StepTally {
  private readonly placed: OrderedPiece[] = [];
  private readonly covered: Span[] = [];

  constructor(
    private readonly intervals: Intervals,
    readonly scale: StepScale,
  ) {}

  /** Pieces in the order of their ends. The two sides of a register change are joined if they are in one window. */
  get pieces(): Piece[] {
    return joinChanges(this.placed.toSorted((a, b) => a.endsAt - b.endsAt)).map(({ piece }) => piece);
  }

  /** Full spans of all steps, not cut at the windows. */
  get spans(): readonly Span[] {
    return this.covered;
  }

  /** Does nothing, because a preview stores no evidence. */
  addReading(): void {}

  addStep(step: Step): void {
    const span = this.cover(step);
    const { quantity } = step;
    if (step.isGap && quantity !== null && this.intervals.hasBoundWithin(span)) {
      this.spread(quantity, span);
      return;
    }
    const standing = step.to.isEstimated ? 'estimated' : 'measured';
    this.addPiece(step, { kind: kindOf(step), standing, exception: null });
  }

  addHeld(step: Step): void {
    this.cover(step);
    const exception = this.exceptionOf(step);
    const kind = exception.code === 'unexplained_fall' ? 'unexplained' : 'held';
    this.addPiece(step, { kind, standing: 'held', exception });
  }

  addUnbilled(): never {
    throw new Error('A preview has no service windows or decisions');
  }

  spread(quantity: Exact, span: Span): void {
    for (const share of this.intervals.spread(quantity, span)) {
      const endsAt = clip(span, this.intervals.list[share.interval]!).to;
      const piece = { ...share, kind: 'split', standing: 'estimated', exception: null } as const;
      this.placed.push({ piece, endsAt, change: null });
    }
  }

  cut(span: Span): Span[] {
    return this.intervals
      .indexesOverlapping(span)
      .map((interval) => clip(span, this.intervals.list[interval]!));
  }

  private exceptionOf({ hold, quantity, impliedByModulus }: Step): PieceException {
    if (hold === 'counter_fell') return { code: 'unexplained_fall', implied: impliedByModulus };
    const implied = quantity && this.scale.toUnrounded(quantity);
    return { code: hold === null ? 'flow_while_off' : 'implausible', implied };
  }

  private cover({ from, to }: Step): Span {
    const span = { from: from.at, to: to.at };
    this.covered.push(span);
    return span;
  }

  private addPiece(step: Step, piece: Pick<Piece, 'kind' | 'standing' | 'exception'>): void {
    // The span of an event at the period's last instant ends after the period.
    const endsAt = Math.min(step.to.at, this.intervals.period.to);
    const interval = this.intervals.endingAt(endsAt);
    if (interval === null) return;
    const { quantity } = step;
    this.placed.push({
      piece: { interval, quantity: quantity && this.scale.toUnrounded(quantity), ...piece },
      endsAt,
      change: changeOf(step),
    });
  }
}

function kindOf(step: Step): StepKind {
  if (step.isRollover) return 'rollover';
  const change = changeOf(step);
  if (change === null) return 'normal';
  return change.type === 'exchange' ? 'replacement' : 'declared_reset';
}

function changeOf({ from, to }: Step): RegisterChange | null {
  return from.change ?? to.change ?? null;
}

function joinChanges(pieces: readonly OrderedPiece[]): OrderedPiece[] {
  const joined: OrderedPiece[] = [];
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

function areOneStep(a: OrderedPiece, b: OrderedPiece): boolean {
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
