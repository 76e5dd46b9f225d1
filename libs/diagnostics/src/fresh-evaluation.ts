import type { Transaction } from '#platform';
import { findPresentTimes, type FreshReadings, takeFreshReadings } from '#telemetry';
import { type MachineEvaluation, finishEvaluations, planEvaluation } from './machine-evaluation.js';
import { applyReadings } from './domain/evaluate-machine.js';
import { mergeDevices } from './domain/merge-devices.js';
import {
  type FutureReading,
  claimIdleMachines,
  type FreshMachine,
  listFreshMachines,
  loadNewestCheckpoints,
  loadRules,
  requestEvaluation,
  requestEvaluationWhenDue,
  rulesOf,
} from './evaluation.queries.js';

/**
 * Evaluates new readings without first storing a request. Machines that report in order continue with these readings.
 * For other machines, and for machines with imported readings, an evaluation is requested.
 * @returns the number of evaluated machines
 */
export async function evaluateFresh(tx: Transaction): Promise<number> {
  const fresh = await takePastReadings(tx);
  const machines = await listFreshMachines(tx, fresh);
  if (machines.length === 0) return 0;
  const readingsByDevice = new Map(fresh.map(({ deviceKey, readings }) => [deviceKey, readings]));
  const hasAllReadings = ({ machine }: MachineEvaluation): boolean =>
    machine.deviceKeys.every((key) => readingsByDevice.get(key) !== null);
  const evaluations = await planEvaluations(tx, await claimIdleMachines(tx, machines));
  const evaluated = evaluations.filter((evaluation) => canContinue(evaluation) && hasAllReadings(evaluation));
  for (const evaluation of evaluated) {
    if (evaluation.rules.length === 0) continue;
    const devices = evaluation.machine.deviceKeys.map((key) => readingsByDevice.get(key) ?? []);
    evaluation.progress = applyReadings(
      evaluation.progress,
      evaluation.rules,
      mergeDevices(devices, Infinity).readings,
    );
  }
  await finishEvaluations(tx, evaluated);
  const done = new Set(evaluated.map(({ machine }) => machine.machineId));
  await requestEvaluation(
    tx,
    machines.filter(({ machineId }) => !done.has(machineId)),
  );
  return evaluated.length;
}

/** Requests an evaluation of every machine with new readings. */
export async function requestFreshEvaluations(tx: Transaction): Promise<void> {
  await requestEvaluation(tx, await listFreshMachines(tx, await takePastReadings(tx)));
}

/** Takes new readings, and schedules an evaluation of readings with a future device time for that time. */
async function takePastReadings(tx: Transaction): Promise<FreshReadings[]> {
  const fresh = await takeFreshReadings(tx);
  const presentTimes = await findPresentTimes(
    tx,
    fresh.map(({ deviceKey }) => deviceKey),
  );
  const futureReadings: FutureReading[] = [];
  const pastReadings = fresh.map((device) => {
    const until = presentTimes.get(device.deviceKey)!;
    const readings = device.readings?.filter(({ at }) => at <= until) ?? null;
    if (readings === null || readings.length === device.readings!.length) return device;
    for (const { deviceKey, at } of device.readings!)
      if (at > until) futureReadings.push({ deviceKey, at, dueAt: tx.now.getTime() + at - until });
    return { ...device, readings };
  });
  await requestEvaluationWhenDue(tx, futureReadings);
  return pastReadings;
}

async function planEvaluations(
  tx: Transaction,
  machines: readonly FreshMachine[],
): Promise<MachineEvaluation[]> {
  const rules = await loadRules(tx, machines);
  const newest = await loadNewestCheckpoints(
    tx,
    machines.map(({ machineId }) => machineId),
  );
  return machines.map((machine) => {
    const checkpoint = newest.get(machine.machineId);
    return planEvaluation(
      { ...machine, requestIds: [] },
      rulesOf(machine, rules),
      checkpoint ? [checkpoint] : [],
    );
  });
}

/**
 * Returns true when only these readings follow the stored state. A machine without a state may have earlier stored
 * readings.
 */
function canContinue({ start, rewound, rules }: MachineEvaluation): boolean {
  return !rewound && (start !== undefined || rules.length === 0);
}
