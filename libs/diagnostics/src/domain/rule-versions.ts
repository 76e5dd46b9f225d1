import { evaluateLimit, INITIAL_LIMIT_STATE, type DetectedAlarm, type LimitState } from './evaluate-limit.js';
import type { LimitRule } from './limit-rule.js';
import type { Sample } from './sample.js';

/** A rule's fields from an instant until the next version. A disabled version raises no alarms. */
export interface RuleVersion extends LimitRule {
  /** Start of the version in ms since the epoch, inclusive. */
  readonly validFrom: number;
  readonly enabled: boolean;
}

/** The evaluation state of one rule on one machine, as plain JSON. */
export interface RuleState extends LimitState {
  /** `validFrom` of the version in force; null before the first version. */
  readonly version: number | null;
}

export const INITIAL_RULE_STATE: RuleState = { ...INITIAL_LIMIT_STATE, version: null };

export interface RuleEvaluation {
  readonly cleared: readonly DetectedAlarm[];
  readonly state: RuleState;
}

/**
 * Evaluates samples with the version in force at each sample's device time, so that an edit applies as of its
 * `validFrom`, and late readings of earlier times are still evaluated with the earlier version.
 *
 * When another version takes effect, an unfinished run is dropped. An open alarm stays and uses the new off limit. If
 * the new version is disabled, the alarm clears at the new version's `validFrom`.
 *
 * @param samples in order of (device time, device key, sequence number)
 * @param versions oldest first
 * @param until versions that take effect up to this instant apply even without a later sample
 */
export function evaluateRule(
  samples: readonly Sample[],
  versions: readonly RuleVersion[],
  from: RuleState,
  until: number,
): RuleEvaluation {
  const cleared: DetectedAlarm[] = [];
  let state = from;
  let next = 0;
  const horizon = Math.max(until, samples.at(-1)?.at ?? -Infinity);
  for (const [index, version] of versions.entries()) {
    const end = versions[index + 1]?.validFrom ?? Infinity;
    if (version.validFrom > horizon) break;
    if (state.version !== null && version.validFrom < state.version) continue;
    if (state.version !== version.validFrom) {
      const change = enterVersion(version, state);
      cleared.push(...change.cleared);
      state = change.state;
    }
    while (next < samples.length && samples[next]!.at < version.validFrom) next += 1;
    let stop = next;
    while (stop < samples.length && samples[stop]!.at < end) stop += 1;
    if (version.enabled) {
      const found = evaluateLimit(samples.slice(next, stop), version, state);
      cleared.push(...found.cleared);
      state = { ...found.state, version: version.validFrom };
    }
    next = stop;
  }
  return { cleared, state };
}

function enterVersion(version: RuleVersion, state: RuleState): RuleEvaluation {
  const stillOpen = version.enabled ? state.open : null;
  return {
    cleared:
      state.open && !stillOpen
        ? [{ ...state.open, clearedAt: Math.max(version.validFrom, state.open.raisedAt) }]
        : [],
    state: {
      version: version.validFrom,
      lastAt: version.enabled ? state.lastAt : null,
      pending: null,
      open: stillOpen,
    },
  };
}
