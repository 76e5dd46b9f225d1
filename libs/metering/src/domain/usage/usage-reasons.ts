import { Exact } from '#platform/domain';
import type { Step } from '../steps/counter-evaluator.js';
import type { Span } from '../windows/spans.js';
import type { StepScale } from '../steps/step-scale.js';
import type { UsageReason } from './usage.js';

/** Maximum number of stored reasons; all others are only counted. */
const MAX_REASONS = 200;

const iso = (at: number): string => new Date(at).toISOString();

export const isoSpan = ({ from, to }: Span): { from: string; to: string } => ({
  from: iso(from),
  to: iso(to),
});

/** Creates a note that puts nothing on hold. */
export function noteOf(code: UsageReason['code'], facts: Partial<UsageReason>): UsageReason {
  return {
    code,
    holds: false,
    from: null,
    to: null,
    fromValue: null,
    toValue: null,
    quantity: null,
    ...facts,
  };
}

/** Returns the facts of consecutive steps. @param scale converts their quantities */
export function factsOf(
  steps: readonly Step[],
  scale: StepScale,
): Pick<UsageReason, 'fromValue' | 'toValue' | 'quantity'> & Span {
  const [first, last] = [steps[0]!, steps.at(-1)!];
  const known = steps.flatMap(({ quantity }) => (quantity === null ? [] : [quantity]));
  return {
    from: first.from.at,
    to: last.to.at,
    fromValue: first.from.value,
    toValue: last.to.value,
    quantity: known.length === 0 ? null : scale.toQuantity(Exact.sum(0, ...known)).toFixed(),
  };
}

/** Limits reasons to the maximum, with reasons for holds before notes. */
export function cutReasons(reasons: readonly UsageReason[]): UsageReason[] {
  if (reasons.length <= MAX_REASONS) return [...reasons];
  const ordered = [...reasons.filter((reason) => reason.holds), ...reasons.filter((reason) => !reason.holds)];
  return [...ordered.slice(0, MAX_REASONS), noteOf('more_reasons', { count: reasons.length - MAX_REASONS })];
}
