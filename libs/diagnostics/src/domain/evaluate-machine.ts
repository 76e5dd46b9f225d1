import { advanceStates, dayEndOf, type Checkpoint, type EvaluationState } from './checkpoint.js';
import type { DetectedAlarm } from './evaluate-limit.js';
import { evaluateRule, INITIAL_RULE_STATE, type RuleState, type RuleVersion } from './rule-versions.js';
import type { Quality } from '#telemetry/domain';
import type { Sample } from './sample.js';

/** A rule that applies to a machine, with all its versions, oldest first. */
export interface MachineRule {
  readonly id: string;
  readonly signalKey: string;
  readonly versions: readonly RuleVersion[];
}

/** A stored message of one of the machine's devices. */
export interface MachineReading {
  /** Device time, ms since the epoch. */
  readonly at: number;
  readonly deviceKey: number;
  readonly seq: string;
  /** The signals of `values`, in the same order. */
  readonly keys: readonly string[];
  readonly values: readonly (number | null)[];
  /** Qualities of `values`; null if all are good. */
  readonly qualities: readonly Quality[] | null;
}

/** The progress of a machine's evaluation, and its findings from the processed readings. */
export interface Progress {
  /** The state after all processed readings; undefined before the first one. */
  readonly mark: EvaluationState | undefined;
  /** The affected days to be stored, oldest first. */
  readonly checkpoints: readonly Checkpoint[];
  /** Alarms that have cleared since the start, oldest first, by rule id. */
  readonly cleared: Readonly<Record<string, readonly DetectedAlarm[]>>;
}

/**
 * @param checkpoints the stored checkpoints
 * @param start the state to continue from, chosen by `findStart`; later states of its day are dropped
 */
export function startProgress(
  checkpoints: readonly Checkpoint[],
  start: EvaluationState | undefined,
): Progress {
  const day = start && checkpoints.find(({ dayEnd }) => dayEnd === dayEndOf(start.to));
  return {
    mark: start,
    checkpoints: day ? [{ dayEnd: day.dayEnd, marks: day.marks.filter(({ to }) => to <= start.to) }] : [],
    cleared: {},
  };
}

/**
 * Processes further readings, which must follow all previous ones in order of (device time, device key, sequence
 * number).
 */
export function applyReadings(
  progress: Progress,
  rules: readonly MachineRule[],
  readings: readonly MachineReading[],
): Progress {
  let next = progress;
  for (const day of splitByDay(readings)) next = advance(next, rules, day, day.at(-1)!.at);
  return next;
}

/** Applies edits of rules up to the present, even without a later reading. `now` is in ms since the epoch. */
export function applyRuleEdits(progress: Progress, rules: readonly MachineRule[], now: number): Progress {
  const isDue = rules.some(({ id, versions }) => {
    const state = progress.mark?.rules[id];
    return versions.some(({ validFrom }) => validFrom <= now && validFrom > (state?.version ?? -Infinity));
  });
  return isDue ? advance(progress, rules, [], now) : progress;
}

/** Returns all alarms of a rule since the start: cleared alarms, and an open alarm if there is one. */
export function findAlarms(progress: Progress, ruleId: string): DetectedAlarm[] {
  const open = progress.mark?.rules[ruleId]?.open;
  return [...(progress.cleared[ruleId] ?? []), ...(open ? [open] : [])];
}

function advance(
  progress: Progress,
  rules: readonly MachineRule[],
  readings: readonly MachineReading[],
  until: number,
): Progress {
  const states: Record<string, RuleState> = {};
  const cleared: Record<string, readonly DetectedAlarm[]> = { ...progress.cleared };
  for (const rule of rules) {
    const from = progress.mark?.rules[rule.id] ?? INITIAL_RULE_STATE;
    const found = evaluateRule(samplesOf(rule.signalKey, readings), rule.versions, from, until);
    states[rule.id] = found.state;
    if (found.cleared.length > 0) cleared[rule.id] = [...(cleared[rule.id] ?? []), ...found.cleared];
  }
  // The state also covers versions that took effect without a reading, because late readings from before them must be
  // evaluated again.
  const to = Math.max(
    progress.mark?.to ?? -Infinity,
    readings.at(-1)?.at ?? -Infinity,
    ...Object.values(states).map(({ version }) => version ?? -Infinity),
  );
  const mark: EvaluationState = { to, rules: states };
  return { mark, checkpoints: addState(progress.checkpoints, mark), cleared };
}

function addState(checkpoints: readonly Checkpoint[], mark: EvaluationState): Checkpoint[] {
  const dayEnd = dayEndOf(mark.to);
  const last = checkpoints.at(-1);
  const before = checkpoints.slice(0, -1);
  if (!last) return [{ dayEnd, marks: [mark] }];
  if (last.dayEnd === dayEnd) return [...before, { dayEnd, marks: advanceStates(last.marks, mark) }];
  // Only the last state of a past day is kept.
  return [...before, { dayEnd: last.dayEnd, marks: last.marks.slice(-1) }, { dayEnd, marks: [mark] }];
}

function samplesOf(key: string, readings: readonly MachineReading[]): Sample[] {
  const samples: Sample[] = [];
  let keys: readonly string[] | undefined;
  let position = -1;
  for (const reading of readings) {
    // Messages of one layout share the array of keys, so the search runs once per layout and not once per message.
    if (reading.keys !== keys) {
      keys = reading.keys;
      position = keys.indexOf(key);
    }
    if (position < 0) continue;
    samples.push({
      at: reading.at,
      value: reading.values[position] ?? null,
      quality: reading.qualities?.[position] ?? 0,
      deviceKey: reading.deviceKey,
      seq: reading.seq,
    });
  }
  return samples;
}

function splitByDay(readings: readonly MachineReading[]): MachineReading[][] {
  const days: MachineReading[][] = [];
  let dayEnd = -Infinity;
  for (const reading of readings) {
    if (reading.at >= dayEnd) {
      days.push([]);
      dayEnd = dayEndOf(reading.at);
    }
    days.at(-1)!.push(reading);
  }
  return days;
}
