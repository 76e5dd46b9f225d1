import type { Transaction } from '#platform';
import { findPresentTimes, type FreshReadings, takeFreshReadings } from '#telemetry';
import { type Course, finish, plan } from './course.js';
import { takeReadings } from './domain/evaluate-machine.js';
import { mergeDevices } from './domain/merge-devices.js';
import {
  type AheadReading,
  claimIdleMachines,
  type FreshMachine,
  listFreshMachines,
  loadNewestCheckpoints,
  loadRules,
  requestEvaluation,
  requestEvaluationInTime,
  rulesOf,
} from './evaluation.queries.js';

/**
 * Evaluates new readings without storing a request first: machines that report in order continue with these readings.
 * For the others, and for machines with more readings, an evaluation is requested.
 * @returns how many machines were evaluated
 */
export async function judgeFresh(tx: Transaction): Promise<number> {
  const fresh = await takeHappened(tx);
  const machines = await listFreshMachines(tx, fresh);
  if (machines.length === 0) return 0;
  const readingsOf = new Map(fresh.map(({ deviceKey, readings }) => [deviceKey, readings]));
  const isAtHand = ({ machine }: Course): boolean =>
    machine.deviceKeys.every((key) => readingsOf.get(key) !== null);
  const courses = await planOf(tx, await claimIdleMachines(tx, machines));
  const judged = courses.filter((course) => goesOn(course) && isAtHand(course));
  for (const course of judged) {
    if (course.rules.length === 0) continue;
    const devices = course.machine.deviceKeys.map((key) => readingsOf.get(key) ?? []);
    course.progress = takeReadings(course.progress, course.rules, mergeDevices(devices, Infinity).readings);
  }
  await finish(tx, judged);
  const done = new Set(judged.map(({ machine }) => machine.machineId));
  await requestEvaluation(
    tx,
    machines.filter(({ machineId }) => !done.has(machineId)),
  );
  return judged.length;
}

/** Requests an evaluation of every machine with new readings. */
export async function requestFresh(tx: Transaction): Promise<void> {
  await requestEvaluation(tx, await listFreshMachines(tx, await takeHappened(tx)));
}

/** Takes new readings; for those ahead of time an evaluation is requested for when their time comes. */
async function takeHappened(tx: Transaction): Promise<FreshReadings[]> {
  const fresh = await takeFreshReadings(tx);
  const present = await findPresentTimes(
    tx,
    fresh.map(({ deviceKey }) => deviceKey),
  );
  const ahead: AheadReading[] = [];
  const happened = fresh.map((device) => {
    const until = present.get(device.deviceKey)!;
    const readings = device.readings?.filter(({ at }) => at <= until) ?? null;
    if (readings === null || readings.length === device.readings!.length) return device;
    for (const { deviceKey, at } of device.readings!)
      if (at > until) ahead.push({ deviceKey, at, dueAt: tx.now.getTime() + at - until });
    return { ...device, readings };
  });
  await requestEvaluationInTime(tx, ahead);
  return happened;
}

async function planOf(tx: Transaction, machines: readonly FreshMachine[]): Promise<Course[]> {
  const rules = await loadRules(tx, machines);
  const newest = await loadNewestCheckpoints(
    tx,
    machines.map(({ machineId }) => machineId),
  );
  return machines.map((machine) => {
    const checkpoint = newest.get(machine.machineId);
    return plan({ ...machine, requestIds: [] }, rulesOf(machine, rules), checkpoint ? [checkpoint] : []);
  });
}

/** Returns true when only these readings follow the mark: a machine without one may have earlier stored readings. */
function goesOn({ start, rewound, rules }: Course): boolean {
  return !rewound && (start !== undefined || rules.length === 0);
}
