import type { Transaction } from '#platform';
import { findStart, type Checkpoint, type Mark } from './domain/checkpoint.js';
import { beginAt, foundBy, takeEdits, type Progress } from './domain/evaluate-machine.js';
import {
  deleteRequests,
  type LoadedRule,
  saveCheckpoints,
  tellOfLateReadings,
  type WaitingMachine,
} from './evaluation.queries.js';
import { applyFindings, type MachineFindings } from './found-alarms.store.js';

/** Earlier than any device time that ingest accepts. */
export const BEGINNING = 0;

/** A machine during evaluation: its rules and progress. */
export interface Course {
  readonly machine: WaitingMachine;
  readonly rules: readonly LoadedRule[];
  readonly start: Mark | undefined;
  /** Whether it continues from an older mark than the newest, because readings or an edit came late. */
  readonly rewound: boolean;
  progress: Progress;
}

/**
 * @param checkpoints the machine's, oldest first: all of them, or the newest alone for a machine that probably
 *   continues from it
 */
export function plan(
  machine: WaitingMachine,
  rules: readonly LoadedRule[],
  checkpoints: readonly Checkpoint[],
): Course {
  const start = findStart(
    checkpoints,
    machine.from,
    rules.map(({ id, versions }) => ({ id, validFrom: versions[0]!.validFrom })),
  );
  const newest = checkpoints.at(-1)?.marks.at(-1);
  return { machine, rules, start, rewound: newest?.to !== start?.to, progress: beginAt(checkpoints, start) };
}

/** Applies edits, and stores the findings and progress of machines. */
export async function finish(tx: Transaction, courses: readonly Course[]): Promise<void> {
  for (const course of courses) course.progress = takeEdits(course.progress, course.rules, tx.now.getTime());
  await applyFindings(tx, courses.filter(mayDiffer).map(toFindings));
  await saveCheckpoints(
    tx,
    courses
      .filter(({ progress, start, rewound }) => rewound || progress.mark !== start)
      .map(({ machine, progress, rewound }) => ({
        machineId: machine.machineId,
        checkpoints: progress.checkpoints,
        rewound,
      })),
  );
  for (const { machine, rewound } of courses) if (rewound) await tellOfLateReadings(tx, machine);
  await deleteRequests(
    tx,
    courses.flatMap(({ machine }) => machine.requestIds),
  );
}

/** Usually nothing is open and nothing was found, so that no alarm needs to be loaded. */
function mayDiffer({ rules, start, rewound, progress }: Course): boolean {
  return rewound || rules.some(({ id }) => start?.rules[id]?.open || foundBy(progress, id).length > 0);
}

function toFindings({ machine, rules, start, progress }: Course): MachineFindings {
  return {
    machineId: machine.machineId,
    settledTo: start?.to ?? BEGINNING,
    byRule: rules.map((rule) => ({ rule, found: foundBy(progress, rule.id) })),
  };
}
