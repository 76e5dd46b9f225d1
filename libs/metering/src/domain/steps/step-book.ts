import { Exact } from '#platform/domain';
import { isFlowWhileOff } from './all-off.js';
import type { HoldCode, Step } from './counter-judge.js';
import {
  exceptionKey,
  type HeldCode,
  type MeterDecision,
  type UsageException,
} from '../decisions/meter-exception.js';
import type { MeterRecords, UnbilledTime } from '../evidence/meter-records.js';
import { clip, endsIn, shareBetween, sharing, type Span } from '../windows/spans.js';
import { type CountingWindow, isLong, ownTime } from '../usage/metered-period.js';
import type { UsageReason } from '../usage/usage.js';
import { factsOf, isoSpan, noteOf } from '../usage/usage-reasons.js';
import { QUANTITY_DECIMALS, type StepScale } from './step-scale.js';
import type { StepTally } from '../usage/step-tally.js';

/** Steps that are held together, since one cause answers for them and one decision for all. */
interface HeldStretch {
  readonly code: HeldCode;
  readonly steps: Step[];
  /** What the steps share; a step that fell or leapt stands alone. */
  readonly cause: Span | null;
}

/** What a window's steps came to once decisions were applied. */
export interface SettledSteps {
  /** By the time at which they end. */
  readonly reasons: readonly UsageReason[];
  readonly exceptions: readonly UsageException[];
  /** A quantity other than zero is to be billed. */
  readonly hasQuantity: boolean;
  /** It is known of some time what is to be billed of it, be it nothing: it stood still, was serviced, or somebody said so. */
  readonly isKnown: boolean;
  readonly hasHeld: boolean;
  /** Milliseconds of which nobody knows what was used. */
  readonly unknownMs: number;
}

/**
 * Judges a window's steps by what people recorded, puts what counts into the tally, and keeps what is held until all of it is
 * known: a decision is about a whole stretch. Steps come in order.
 *
 * - A step that ends in a service window or test run is not billed, whatever it says; a gap is no part of one.
 * - A rollover that is proven counts and is noted; where somebody decided about it while it was only possible, that stands.
 * - A step that the counter itself explains and that lies wholly in a time in which every machine stood still is held
 *   (`flow_while_off`), and so is one that ends where no certificate covers the meter (`calibration_expired`).
 */
export class StepBook {
  private readonly stretches: HeldStretch[] = [];
  private readonly reasons: { readonly to: number; readonly reason: UsageReason }[] = [];
  private readonly exceptions: UsageException[] = [];
  private readonly unbilled = new Map<UnbilledTime, Step[]>();
  private readonly decisions: ReadonlyMap<string, MeterDecision>;
  private readonly applied = new Set<MeterDecision>();
  /** Decisions with a quantity of their own, and what steps come to in their time. */
  private readonly shown: { readonly decision: MeterDecision; quantity: Exact }[];
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
    this.shown = records.decisions
      .filter(({ kind, quantity, to }) => kind !== 'true_up' && quantity !== null && endsIn(window, to))
      .map((decision) => ({ decision, quantity: new Exact(0) }));
  }

  /** @returns whether it can be billed, now or once somebody has decided: not what ends in service or a test run */
  take(read: Step): boolean {
    const step = this.scaled(read);
    const service = step.isGap ? undefined : this.spanEndingIn(this.records.unbilled, step);
    if (service) {
      this.leaveOut(step, service);
      return false;
    }
    const hold = this.holdOf(step);
    const off = hold === null ? this.offAround(step) : undefined;
    const uncertified = hold === null && !off ? this.spanEndingIn(this.records.uncertified, step) : undefined;
    const code = hold ?? (off ? 'flow_while_off' : uncertified ? 'calibration_expired' : null);
    if (code === null) this.count(step);
    else this.hold(step, code, off ?? uncertified ?? null);
    return true;
  }

  /**
   * Takes what falls into the window of a step that is divided: its share by time, estimated
   * (docs/rules/metering.md#counter-steps-over-a-boundary). A step over a handover is cut there; what is left of it is divided at
   * other bounds only where it is long, and belongs else where it ends. A part of a step proves no flow while machines stood still.
   * @returns false, and nothing is taken, where the step is held: somebody decides about it as a whole, where it ends
   */
  share(read: Step): boolean {
    const whole = this.scaled(read);
    if (whole.quantity === null || this.holdOf(whole) !== null) return false;
    const span = spanOf(whole);
    const own = clip(span, ownTime(this.window));
    const part = whole.isGap || isLong(span, Infinity, this.window) ? clip(own, this.window) : own;
    if (part.from >= part.to || !endsIn(this.window, part.to)) return true;
    const share: Step = {
      ...whole,
      from: { ...whole.from, at: part.from },
      to: { ...whole.to, at: part.to },
      quantity: shareBetween(whole.quantity, span, part, QUANTITY_DECIMALS),
      isShare: true,
    };
    this.note(part.to, noteOf('split', { ...this.factsOf([share]), ...isoSpan(span) }));
    const uncertified = this.spanEndingIn(this.records.uncertified, share);
    if (uncertified) this.hold(share, 'calibration_expired', uncertified);
    else this.count(share);
    return true;
  }

  /**
   * A time in which nothing was read, so that nobody knows what was used: up to the window's end, or of a level also between two
   * readings.
   * @param last what was read before it
   * @param until what ended it; while the window runs somebody may still report
   */
  silence(span: Span, last: { readonly value: string } | null, until: 'reading' | 'end' | 'running'): void {
    const found = {
      kind: 'gap',
      ...span,
      fromValue: last?.value ?? null,
      toValue: null,
      quantity: null,
    } as const;
    const decision = until === 'running' ? null : this.decide(found);
    if (decision === null) {
      this.unknownMs += span.to - Math.max(span.from, this.window.from);
      if (last !== null)
        this.note(span.to, noteOf(until === 'reading' ? 'no_readings' : 'silent_at_end', isoSpan(span)));
    } else {
      this.isKnown = true;
      if (decision.quantity !== null) this.spread(decision, decision.quantity);
    }
  }

  /** Applies decisions to what was held. Call it once, last. */
  close(): SettledSteps {
    for (const stretch of this.stretches) this.settle(stretch);
    for (const [time, steps] of this.unbilled)
      this.note(time.to, noteOf(time.kind, { ...this.factsOf(steps), ...isoSpan(time) }));
    this.tellTrueUps();
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

  /** In the unit in which steps are added up. */
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

  private spanEndingIn<Each extends Span>(ordered: readonly Each[], { to }: Step): Each | undefined {
    return sharing(ordered, { from: to.at - 1, to: to.at })[0];
  }

  private holdOf({ from, to, hold, isRollover }: Step): HoldCode | null {
    if (hold !== null || !isRollover) return hold;
    const found = { kind: 'possible_rollover', from: from.at, to: to.at } as const;
    return this.decisions.has(exceptionKey(found)) ? found.kind : null;
  }

  private offAround(step: Step): Span | undefined {
    const { off } = this.records;
    return isFlowWhileOff(step.quantity, spanOf(step), off) ? sharing(off, spanOf(step))[0] : undefined;
  }

  private leaveOut(step: Step, service: UnbilledTime): void {
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
    for (const each of this.shown)
      if (step.quantity !== null && endsIn(each.decision, step.to.at))
        each.quantity = each.quantity.plus(step.quantity);
  }

  /**
   * Of a held step over the period's beginning what the period before billed: it was silent from the same reading on, and somebody
   * estimated that, since nobody had decided about the step.
   */
  private billedBefore({ from: { at }, to }: Step): Exact {
    const billed =
      at < this.window.from &&
      this.records.decisions.find(
        ({ kind, from, to, quantity }) =>
          kind === 'gap' && from === at && to <= this.window.from && quantity !== null,
      );
    if (!billed) return NOTHING;
    this.note(to.at, noteOf('estimated_before', { ...isoSpan(billed), quantity: billed.quantity }));
    return new Exact(billed.quantity!);
  }

  private hold(step: Step, code: HeldCode, cause: Span | null): void {
    const last = cause && this.stretches.findLast((stretch) => stretch.code === code);
    if (last && last.cause === cause) last.steps.push(step);
    else this.stretches.push({ code, steps: [step], cause });
  }

  private settle({ code: kind, steps, cause }: HeldStretch): void {
    const facts = this.factsOf(steps);
    // A certificate's end is known before the first step that it holds; how long air flows back is not.
    const bounds =
      kind === 'calibration_expired' && cause !== null
        ? { from: Math.max(cause.from, this.window.from), to: Math.min(cause.to, this.window.to) }
        : facts;
    const decision = this.decide({ kind, ...facts, ...bounds });
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
    const before = decision.choice === 'ignore' ? NOTHING : this.billedBefore(steps[0]!);
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

  /** Notes an exception, and the decision about it if there is one. */
  private decide(found: Omit<UsageException, 'decisionId'>): MeterDecision | null {
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

  /** An estimate whose time readings have explained: they took its place, and somebody should know the difference. */
  private tellTrueUps(): void {
    for (const { decision, quantity: steps } of this.shown) {
      const quantity = this.scale.toQuantity(steps);
      const difference = quantity.minus(decision.quantity!);
      if (this.applied.has(decision) || difference.isZero()) continue;
      const facts = {
        fromValue: decision.quantity,
        toValue: quantity.toFixed(),
        quantity: difference.toFixed(),
      };
      const { from, to } = decision;
      if (this.decide({ kind: 'true_up', from, to, ...facts }) === null)
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

const NOTHING = new Exact(0);

const spanOf = ({ from, to }: Step): Span => ({ from: from.at, to: to.at });
