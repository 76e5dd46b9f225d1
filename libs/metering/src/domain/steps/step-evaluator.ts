import { Exact } from '#platform/domain';
import { isFlowWhileOff } from './all-off.js';
import type { HoldCode, Step } from './counter-evaluator.js';
import {
  exceptionKey,
  type HoldKind,
  type MeterDecision,
  type UsageException,
} from '../decisions/meter-exception.js';
import type { MeterRecords, UnbilledTime } from '../evidence/meter-records.js';
import { clip, endsIn, computeShare, findOverlapping, type Span } from '../windows/spans.js';
import { type CountingWindow, isLongStep, ownTime } from '../usage/metered-period.js';
import type { UsageReason } from '../usage/usage.js';
import { factsOf, isoSpan, noteOf } from '../usage/usage-reasons.js';
import { QUANTITY_DECIMALS, type StepScale } from './step-scale.js';
import type { StepTally } from '../usage/step-tally.js';

/** Steps that are on hold together, because they have one cause and need one decision. */
interface HeldSteps {
  readonly code: HoldKind;
  readonly steps: Step[];
  /** Common cause of the steps; null for a drop or a jump, which is decided separately. */
  readonly cause: Span | null;
}

/** The result of a window's steps after decisions were applied. */
export interface EvaluatedSteps {
  /** In the order in which they end. */
  readonly reasons: readonly UsageReason[];
  readonly exceptions: readonly UsageException[];
  /** True if there is a quantity to bill other than zero. */
  readonly hasQuantity: boolean;
  /**
   * True if the billed quantity, even zero, is known for some time: the counter stood still, was serviced, or there is
   * a decision.
   */
  readonly isKnown: boolean;
  readonly hasHeld: boolean;
  /** Milliseconds with unknown usage. */
  readonly unknownMs: number;
}

/**
 * Evaluates a window's steps with the records, adds those that count to the tally, and collects steps on hold until
 * they are complete, because a decision is about a whole span. Steps must be passed in order.
 *
 * - A step that ends in a service window or test run is not billed, regardless of its value, except if it is a step
 *   over a data gap.
 *
 * - A proven rollover counts and is noted. A decision that was made while the rollover was not proven remains in force.
 *
 * - A step that is otherwise plausible is put on hold if it lies entirely in a span in which every machine was off
 *   (`flow_while_off`), or if it ends where no certificate covers the meter (`calibration_expired`).
 */
export class StepEvaluator {
  private readonly stretches: HeldSteps[] = [];
  private readonly reasons: { readonly to: number; readonly reason: UsageReason }[] = [];
  private readonly exceptions: UsageException[] = [];
  private readonly unbilled = new Map<UnbilledTime, Step[]>();
  private readonly decisions: ReadonlyMap<string, MeterDecision>;
  private readonly applied = new Set<MeterDecision>();
  /** Decisions with a quantity, and the sum of steps in their spans. */
  private readonly decidedQuantities: { readonly decision: MeterDecision; quantity: Exact }[];
  private readonly scale: StepScale;
  private hasQuantity = false;
  private isKnown = false;
  private hasHeld = false;
  private unknownMs = 0;

  constructor(
    private readonly records: MeterRecords,
    private readonly window: CountingWindow,
    private readonly tally: StepTally,
  ) {
    this.scale = tally.scale;
    this.decisions = new Map(records.decisions.map((decision) => [exceptionKey(decision), decision]));
    this.decidedQuantities = records.decisions
      .filter(({ kind, quantity, to }) => kind !== 'true_up' && quantity !== null && endsIn(window, to))
      .map((decision) => ({ decision, quantity: new Exact(0) }));
  }

  /**
   * Evaluates a step.
   * @returns true if the step can be billed now or after a decision; false if it ends in service or a test run
   */
  evaluate(rawStep: Step): boolean {
    const step = this.scaled(rawStep);
    const service = step.isGap ? undefined : this.findSpanAtEnd(this.records.unbilled, step);
    if (service) {
      this.markUnbilled(step, service);
      return false;
    }
    const hold = this.holdOf(step);
    const off = hold === null ? this.findOffSpan(step) : undefined;
    const uncertified =
      hold === null && !off ? this.findSpanAtEnd(this.records.uncertified, step) : undefined;
    const code = hold ?? (off ? 'flow_while_off' : uncertified ? 'calibration_expired' : null);
    if (code === null) this.count(step);
    else this.hold(step, code, off ?? uncertified ?? null);
    return true;
  }

  /**
   * Adds the window's part of a divided step: its share by time, marked as estimated
   * (docs/rules/metering.md#counter-steps-over-a-boundary). A step across a handover is cut there. The customer's own
   * part is divided at other boundaries only if the step is long; otherwise it belongs to the window in which it ends.
   * A part of a step is not evidence of flow while machines were off.
   * @returns false without adding anything if the step is on hold, because a person decides about the whole step in
   *   the window in which it ends
   */
  share(rawStep: Step): boolean {
    const fullStep = this.scaled(rawStep);
    if (fullStep.quantity === null || this.holdOf(fullStep) !== null) return false;
    const span = spanOf(fullStep);
    const own = clip(span, ownTime(this.window));
    const part = fullStep.isGap || isLongStep(span, Infinity, this.window) ? clip(own, this.window) : own;
    if (part.from >= part.to || !endsIn(this.window, part.to)) return true;
    const share: Step = {
      ...fullStep,
      from: { ...fullStep.from, at: part.from },
      to: { ...fullStep.to, at: part.to },
      quantity: computeShare(fullStep.quantity, span, part, QUANTITY_DECIMALS),
      isShare: true,
    };
    this.note(part.to, noteOf('split', { ...this.factsOf([share]), ...isoSpan(span) }));
    const uncertified = this.findSpanAtEnd(this.records.uncertified, share);
    if (uncertified) this.hold(share, 'calibration_expired', uncertified);
    else this.count(share);
    return true;
  }

  /**
   * Reports a span without readings and therefore with unknown usage: up to the window's end or, for a level, also
   * between two readings.
   * @param last the last reading before it
   * @param until `reading` or `end` if a reading or the window's end ends the span; `running` if data can still arrive
   */
  reportGap(span: Span, last: { readonly value: string } | null, until: 'reading' | 'end' | 'running'): void {
    const found = {
      kind: 'gap',
      ...span,
      fromValue: last?.value ?? null,
      toValue: null,
      quantity: null,
    } as const;
    const decision = until === 'running' ? null : this.recordException(found);
    if (decision === null) {
      this.unknownMs += span.to - Math.max(span.from, this.window.from);
      if (last !== null)
        this.note(span.to, noteOf(until === 'reading' ? 'no_readings' : 'silent_at_end', isoSpan(span)));
    } else {
      this.isKnown = true;
      if (decision.quantity !== null) this.spread(decision, decision.quantity);
    }
  }

  /** Applies decisions to steps on hold. Call it once, after all steps. */
  close(): EvaluatedSteps {
    for (const held of this.stretches) this.applyDecision(held);
    for (const [time, steps] of this.unbilled)
      this.note(time.to, noteOf(time.kind, { ...this.factsOf(steps), ...isoSpan(time) }));
    this.reportTrueUps();
    const { hasQuantity, isKnown, hasHeld, unknownMs } = this;
    return {
      reasons: this.reasons.sort((a, b) => a.to - b.to).map(({ reason }) => reason),
      exceptions: this.exceptions.sort((a, b) => a.from - b.from),
      hasQuantity,
      isKnown,
      hasHeld,
      unknownMs,
    };
  }

  /** Converts a step to the unit in which steps are summed. */
  private scaled(step: Step): Step {
    const { quantity, impliedByModulus: implied } = step;
    if (quantity === null && implied === null) return step;
    return {
      ...step,
      quantity: quantity && this.scale.toSteps(quantity),
      impliedByModulus: implied && this.scale.toSteps(implied),
    };
  }

  private factsOf(steps: readonly Step[]): ReturnType<typeof factsOf> {
    return factsOf(steps, this.scale);
  }

  private findSpanAtEnd<Each extends Span>(ordered: readonly Each[], { to }: Step): Each | undefined {
    return findOverlapping(ordered, { from: to.at - 1, to: to.at })[0];
  }

  private holdOf({ from, to, hold, isRollover }: Step): HoldCode | null {
    if (hold !== null || !isRollover) return hold;
    const found = { kind: 'possible_rollover', from: from.at, to: to.at } as const;
    return this.decisions.has(exceptionKey(found)) ? found.kind : null;
  }

  private findOffSpan(step: Step): Span | undefined {
    const { off } = this.records;
    return isFlowWhileOff(step.quantity, spanOf(step), off)
      ? findOverlapping(off, spanOf(step))[0]
      : undefined;
  }

  private markUnbilled(step: Step, service: UnbilledTime): void {
    this.tally.addUnbilled(step);
    this.isKnown = true;
    const steps = this.unbilled.get(service);
    if (steps) steps.push(step);
    else this.unbilled.set(service, [step]);
  }

  private count(step: Step): void {
    if (step.isGap && !step.isShare) this.noteStep('gap', step);
    if (step.isRollover) this.noteStep('rollover', step);
    this.bill(step);
    for (const decided of this.decidedQuantities)
      if (step.quantity !== null && endsIn(decided.decision, step.to.at))
        decided.quantity = decided.quantity.plus(step.quantity);
  }

  /**
   * Returns, for a step on hold across the period's start, the quantity that the previous period billed, because it
   * estimated the gap after the same reading before the step was decided.
   */
  private billedBefore({ from: { at }, to }: Step): Exact {
    const billed =
      at < this.window.from &&
      this.records.decisions.find(
        ({ kind, from, to, quantity }) =>
          kind === 'gap' && from === at && to <= this.window.from && quantity !== null,
      );
    if (!billed) return ZERO;
    this.note(to.at, noteOf('estimated_before', { ...isoSpan(billed), quantity: billed.quantity }));
    return new Exact(billed.quantity!);
  }

  private hold(step: Step, code: HoldKind, cause: Span | null): void {
    const last = cause && this.stretches.findLast((held) => held.code === code);
    if (last && last.cause === cause) last.steps.push(step);
    else this.stretches.push({ code, steps: [step], cause });
  }

  private applyDecision({ code: kind, steps, cause }: HeldSteps): void {
    const facts = this.factsOf(steps);
    // An exception is identified by its bounds. Time without a certificate has known bounds; a backflow lasts from its
    // first to its last step.
    const bounds =
      kind === 'calibration_expired' && cause !== null
        ? { from: Math.max(cause.from, this.window.from), to: Math.min(cause.to, this.window.to) }
        : facts;
    const decision = this.recordException({ kind, ...facts, ...bounds });
    if (decision === null) {
      this.hasHeld = true;
      this.note(bounds.to, { ...noteOf(kind, { ...facts, ...isoSpan(bounds) }), holds: true });
      for (const step of steps) {
        this.tally.addHeld(step);
        if (step.quantity === null) this.unknownMs += step.to.at - step.from.at;
      }
      return;
    }
    this.isKnown = true;
    const before = decision.choice === 'ignore' ? ZERO : this.billedBefore(steps[0]!);
    if (decision.quantity !== null)
      this.spread(decision, new Exact(decision.quantity).minus(before).toFixed());
    else if (decision.choice === 'accept')
      for (const [index, step] of steps.entries())
        this.bill(
          index === 0
            ? { ...step, quantity: step.quantity && step.quantity.minus(this.scale.fromQuantity(before)) }
            : step,
        );
    else for (const step of steps) this.tally.addUnbilled(step);
  }

  private bill(step: Step): void {
    if (step.isShare && step.quantity !== null) this.tally.spread(step.quantity, spanOf(step), true);
    else this.tally.addStep(step);
    this.isKnown = true;
    this.hasQuantity ||= step.quantity !== null && !step.quantity.isZero();
  }

  private spread(decision: MeterDecision, quantity: string): void {
    this.hasQuantity ||= !new Exact(quantity).isZero();
    this.tally.spread(new Exact(quantity), decision, decision.choice === 'estimate');
  }

  /** Records an exception, with the decision about it if there is one. */
  private recordException(found: Omit<UsageException, 'decisionId'>): MeterDecision | null {
    const decision = this.decisions.get(exceptionKey(found)) ?? null;
    this.exceptions.push({ ...found, decisionId: decision?.id ?? null });
    if (decision === null) return null;
    this.applied.add(decision);
    const { kind, fromValue, toValue, quantity } = found;
    const { id, choice } = decision;
    const billed = choice === 'ignore' ? '0' : (decision.quantity ?? quantity);
    this.note(found.to, {
      ...noteOf(kind, { ...isoSpan(found), fromValue, toValue, quantity }),
      decision: { id, choice, billed },
    });
    return decision;
  }

  /**
   * Reports estimates for spans that have since been explained by readings: the readings replaced the estimate, and the
   * difference needs a review.
   */
  private reportTrueUps(): void {
    for (const { decision, quantity: steps } of this.decidedQuantities) {
      const quantity = this.scale.toQuantity(steps);
      const difference = quantity.minus(decision.quantity!);
      if (this.applied.has(decision) || difference.isZero()) continue;
      const facts = {
        fromValue: decision.quantity,
        toValue: quantity.toFixed(),
        quantity: difference.toFixed(),
      };
      const { from, to } = decision;
      if (this.recordException({ kind: 'true_up', from, to, ...facts }) === null)
        this.note(to, noteOf('true_up', { ...isoSpan(decision), ...facts }));
    }
  }

  private noteStep(code: 'gap' | 'rollover', step: Step): void {
    this.note(step.to.at, noteOf(code, { ...this.factsOf([step]), ...isoSpan(spanOf(step)) }));
  }

  private note(to: number, reason: UsageReason): void {
    this.reasons.push({ to, reason });
  }
}

const ZERO = new Exact(0);

const spanOf = ({ from, to }: Step): Span => ({ from: from.at, to: to.at });
