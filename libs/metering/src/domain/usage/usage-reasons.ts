import { Exact } from '#platform/domain';
import type { Step } from '../steps/counter-judge.js';
import type { Span } from '../windows/spans.js';
import type { StepScale } from '../steps/step-scale.js';
import type { UsageReason } from './usage.js';

/** More reasons than this say nothing more; the rest is counted. */
const MOST_REASONS = 200;

const iso = (at: number): string => new Date(at).toISOString();

export const isoSpan = ({ from, to }: Span): { from: string; to: string } => ({
  from: iso(from),
  to: iso(to),
});

/** Something to know that holds nothing back. */
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

/** What steps that follow one another say. @param scale in what their quantities are told */
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

/** What holds comes before what is only to be known, when there are too many to keep. */
export function cutReasons(reasons: readonly UsageReason[]): UsageReason[] {
  if (reasons.length <= MOST_REASONS) return [...reasons];
  const kept = [...reasons.filter((reason) => reason.holds), ...reasons.filter((reason) => !reason.holds)];
  return [...kept.slice(0, MOST_REASONS), noteOf('more_reasons', { count: reasons.length - MOST_REASONS })];
}
