import { createHash } from 'node:crypto';
import type { Span } from '../readings/outcomes.js';
import { horizonOf, type Keep, LEVELS, resolveKeep, type RetentionRule } from './retention-rule.js';
import { joinSpans } from './time-spans.js';

/** A retention hold on readings of one signal or all signals, within a span. */
export interface Hold {
  readonly signalKey: string | null;
  readonly span: Span;
}

/** The retention policy of one device's data: the applicable rules and holds. */
export class SweepPolicy {
  /** Hash of the policy. Policies with the same hash purge the same data. */
  readonly hash: string;
  private readonly rules: readonly RetentionRule[];
  /** Distinct retention periods in days. */
  private readonly terms: readonly number[];
  private readonly keeps = new Map<string, Keep>();
  private readonly heldSpansByKey = new Map<string, readonly Span[]>();

  constructor(
    rules: readonly RetentionRule[],
    private readonly modelId: string | null,
    private readonly holds: readonly Hold[],
  ) {
    this.rules = rules.filter((rule) => rule.modelId === null || rule.modelId === modelId);
    const days = this.rules.flatMap(({ keep }) => LEVELS.flatMap((level) => keep[level] ?? []));
    this.terms = [...new Set(days)].sort((a, b) => a - b);
    const sorted = (items: readonly object[]): string[] => items.map((item) => JSON.stringify(item)).sort();
    this.hash = createHash('sha256')
      .update(JSON.stringify([sorted(this.rules), sorted(holds)]))
      .digest('hex');
  }

  /** Returns the start of the period in which no data has expired yet; undefined if data never expires. */
  horizon(now: number): number | undefined {
    return this.terms.length === 0 ? undefined : horizonOf(this.terms[0]!, now);
  }

  /**
   * Returns true when data of a day may have expired since the last sweep.
   * @param lastSweptAt the last sweep with the same policy; undefined if there was none
   */
  isDue(day: Span, now: number, lastSweptAt: number | undefined): boolean {
    return this.terms.some((days) => {
      const before = lastSweptAt === undefined ? -Infinity : horizonOf(days, lastSweptAt)!;
      return day.toMs <= horizonOf(days, now)! && day.toMs > before;
    });
  }

  keepOf(key: string): Keep {
    let keep = this.keeps.get(key);
    if (!keep) this.keeps.set(key, (keep = resolveKeep(this.rules, this.modelId, key)));
    return keep;
  }

  heldOf(key: string): readonly Span[] {
    let held = this.heldSpansByKey.get(key);
    if (!held) {
      const spans = this.holds.filter(({ signalKey }) => signalKey === null || signalKey === key);
      this.heldSpansByKey.set(key, (held = joinSpans(spans.map(({ span }) => ({ ...span })))));
    }
    return held;
  }
}
