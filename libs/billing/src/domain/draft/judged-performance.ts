import { type AgreedPerformance, judgeDelivery, judgeEnergy } from '#contracts';
import { type AmountPrecision, Exact } from '#platform';

/** Of the judgement of promises and of how their facts are gathered: raised with every change of either. */
export const PERFORMANCE_RULES_VERSION = 1;

/** What was agreed of a promise, without what it is judged from. Decimals. */
export type PerformanceFigures =
  | { readonly type: 'energy'; readonly kwhPerM3: string; readonly kwhPrice: string }
  | {
      readonly type: 'delivery';
      /** Null: every minute outside counts. */
      readonly guaranteePercent: string | null;
      readonly creditPerStartedHour: string;
    };

/** What a promise is judged from, as it was counted. Decimals; hours to nine of them. */
export type PerformanceFacts =
  | { readonly type: 'energy'; readonly kwh: string; readonly m3: string }
  | {
      readonly type: 'delivery';
      /** Those of the period of which it is known how they were, and those of which nobody knows: they count for nobody. */
      readonly hours: string;
      readonly unknownHours: string;
      readonly minutesOutside: string;
    };

/** What it comes to; amounts stand with the line. */
export type PerformanceResult =
  | { readonly type: 'energy'; readonly actual: string | null; readonly excessKwh: string }
  | { readonly type: 'delivery'; readonly availabilityPercent: string; readonly startedHours: string };

/** A promise that was judged, kept with its line: enough to judge it again by hand. */
export interface JudgedPerformance {
  readonly rules: number;
  readonly term: PerformanceFigures;
  /** Null while nobody can judge it. */
  readonly facts: PerformanceFacts | null;
  readonly result: PerformanceResult | null;
}

export interface Judgement {
  readonly result: PerformanceResult;
  /** What is given back, rounded, and before it was. Zero or more. */
  readonly credit: string;
  readonly exact: string;
}

export function figuresOf(term: AgreedPerformance): PerformanceFigures {
  if (term.type === 'energy') return { type: term.type, kwhPerM3: term.kwhPerM3, kwhPrice: term.kwhPrice };
  const { type, guaranteePercent, creditPerStartedHour } = term;
  return { type, guaranteePercent, creditPerStartedHour };
}

/** Judges a promise by the very functions of the preview doors. @throws DomainError contracts.downtime_exceeds_period */
export function judgePerformance(
  term: PerformanceFigures,
  facts: PerformanceFacts,
  precision: AmountPrecision,
): Judgement {
  if (term.type === 'energy' && facts.type === 'energy') {
    const { actual, excessKwh, credit } = judgeEnergy(term, facts, precision);
    const exact = judgeEnergy(term, facts, null).credit;
    return { result: { type: 'energy', actual, excessKwh }, credit, exact };
  }
  if (term.type === 'delivery' && facts.type === 'delivery') {
    const { hours, minutesOutside: minutesBelow } = facts;
    const { availabilityPercent, breach, credit } = judgeDelivery(term, { hours, minutesBelow }, precision);
    const exact = judgeDelivery(term, { hours, minutesBelow }, null).credit;
    const startedHours = breach ? new Exact(minutesBelow).div(60).ceil().toFixed() : '0';
    return { result: { type: 'delivery', availabilityPercent, startedHours }, credit, exact };
  }
  throw new TypeError(`${term.type} is not judged from ${facts.type}`);
}
