import type { Transaction } from '#platform';
import { findStart, type Checkpoint, type EvaluationState } from './domain/checkpoint.js';
import { startProgress, findAlarms, applyRuleEdits, type Progress } from './domain/evaluate-machine.js';
import {
  deleteRequests,
  type LoadedRule,
  saveCheckpoints,
  emitReadingsCameLate,
  type WaitingMachine,
} from './evaluation.queries.js';
import { applyFindings, type MachineFindings } from './found-alarms.store.js';

/** A time before any device time that ingest accepts. */
export const EARLIEST_TIME = 0;

/** A machine during evaluation: its rules and progress. */
export interface MachineEvaluation {
  readonly machine: WaitingMachine;
  readonly rules: readonly LoadedRule[];
  readonly start: EvaluationState | undefined;
  /** Whether the evaluation continues from a state before the newest state, because readings or an edit came late. */
  readonly rewound: boolean;
  progress: Progress;
}

/**
 * @param checkpoints checkpoints of the machine, oldest first: all of them, or only the newest for a machine that
 *   probably continues from it
 */
export function planEvaluation(
  machine: WaitingMachine,
  rules: readonly LoadedRule[],
  checkpoints: readonly Checkpoint[],
): MachineEvaluation {
  const start = findStart(
    checkpoints,
    machine.from,
    rules.map(({ id, versions }) => ({ id, validFrom: versions[0]!.validFrom })),
  );
  const newest = checkpoints.at(-1)?.marks.at(-1);
  return {
    machine,
    rules,
    start,
    rewound: newest?.to !== start?.to,
    progress: startProgress(checkpoints, start),
  };
}

/** Applies edits of rules, and stores the findings and progress of machines. */
export async function finishEvaluations(
  tx: Transaction,
  evaluations: readonly MachineEvaluation[],
): Promise<void> {
  for (const evaluation of evaluations)
    evaluation.progress = applyRuleEdits(evaluation.progress, evaluation.rules, tx.now.getTime());
  await applyFindings(tx, evaluations.filter(mayHaveChanges).map(toFindings));
  await saveCheckpoints(
    tx,
    evaluations
      .filter(({ progress, start, rewound }) => rewound || progress.mark !== start)
      .map(({ machine, progress, rewound }) => ({
        machineId: machine.machineId,
        checkpoints: progress.checkpoints,
        rewound,
      })),
  );
  for (const { machine, rewound } of evaluations) if (rewound) await emitReadingsCameLate(tx, machine);
  await deleteRequests(
    tx,
    evaluations.flatMap(({ machine }) => machine.requestIds),
  );
}

/** Returns false if no alarms need to be loaded. Usually, no alarm is open and none was found. */
function mayHaveChanges({ rules, start, rewound, progress }: MachineEvaluation): boolean {
  return rewound || rules.some(({ id }) => start?.rules[id]?.open || findAlarms(progress, id).length > 0);
}

function toFindings({ machine, rules, start, progress }: MachineEvaluation): MachineFindings {
  return {
    machineId: machine.machineId,
    finalUntil: start?.to ?? EARLIEST_TIME,
    byRule: rules.map((rule) => ({ rule, found: findAlarms(progress, rule.id) })),
  };
}
