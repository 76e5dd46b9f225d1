import type { Flow, FlowStep } from '../../../api/types.js';
import type { ChartPoint } from '../../../ui/charts/chart-data.js';

/** Figures in the page's header. */
export interface FlowNumbers {
  /** Rate of the last complete step; null without one. */
  readonly pointsPerSecond: number | null;
  readonly messagesPerSecond: number | null;
  /** Median time until storage, in milliseconds. */
  readonly lagP50Ms: number | null;
  readonly lagP99Ms: number | null;
  /** Number of duplicates in the whole period. */
  readonly duplicates: number;
  readonly late: number;
  readonly quarantined: number;
}

/** Summarizes the flow of a period. @param flow its steps; the last one may be incomplete */
export function summariseFlow({ stepSeconds, steps }: Flow): FlowNumbers {
  const last = steps.at(-2);
  const sum = (of: (step: FlowStep) => number): number => steps.reduce((total, step) => total + of(step), 0);
  return {
    pointsPerSecond: last === undefined ? null : last.points / stepSeconds,
    messagesPerSecond: last === undefined ? null : last.messages / stepSeconds,
    lagP50Ms: last?.lagP50Ms ?? null,
    lagP99Ms: last?.lagP99Ms ?? null,
    duplicates: sum((step) => step.duplicates),
    late: sum((step) => step.late),
    quarantined: sum((step) => step.quarantined),
  };
}

/** A curve of the complete steps. */
export function toCurve({ steps }: Flow, valueOf: (step: FlowStep) => number | null): ChartPoint[] {
  return steps.slice(0, -1).map((step) => {
    const value = valueOf(step);
    return [Date.parse(step.at), value, value, value];
  });
}
