import { Injectable, Logger } from '@nestjs/common';
import { type Scope, type Transaction, UnitOfWork } from '#platform';
import { findPresentTimes, readReadingsAfter } from '#telemetry';
import { BEGINNING, type Course, finish, plan } from './course.js';
import { takeReadings } from './domain/evaluate-machine.js';
import { mergeDevices, type MergedReadings } from './domain/merge-devices.js';
import {
  claimMachines,
  listWaiting,
  loadCheckpoints,
  loadNewestCheckpoints,
  loadRules,
  rulesOf,
} from './evaluation.queries.js';
import { judgeFresh, requestFresh } from './fresh-evaluation.js';

/** Machines judged in one transaction while they report in order; each batch reads its maker's latest readings once. */
const BATCH = 250;
/** A device with more readings waiting than this is judged in a transaction of its own, so that others don't wait for it. */
const FEW_READINGS = 500;
const READINGS_AT_ONCE = 20_000;
/** A machine whose evaluation failed is left alone for this long. */
const REST_MS = 30_000;
/** So many failures in a row are not the machines' fault: the database is gone. */
const FAILURES_TO_GIVE_UP = 3;

/**
 * Derives alarms from stored readings. What is found is a function of the readings and the rules alone: after a crash, a
 * repetition or a delivery in another order the alarms end the same, ids and who acknowledged them apart.
 */
@Injectable()
export class AlarmEvaluation {
  private readonly logger = new Logger(AlarmEvaluation.name);
  /** Machines that failed, and when they may be tried again (the process's own clock, ms). */
  private readonly resting = new Map<string, number>();

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Judges every machine of a maker that waits. A machine that fails is logged and stays waiting; the others go on.
   * @returns how many machines were judged and how many failed
   * @throws the database's error when it can't be reached
   */
  async evaluateWaiting(scope: Scope): Promise<{ evaluated: number; failed: number }> {
    // A machine that fails must not keep its neighbours from being judged: then each is asked for by itself.
    let evaluated = await this.unitOfWork.run(scope, judgeFresh).catch(async () => {
      await this.unitOfWork.run(scope, requestFresh);
      return 0;
    });
    const waiting = (await this.unitOfWork.run(scope, listWaiting)).filter(
      (machineId) => !this.isResting(machineId),
    );
    let failed = 0;
    for (let i = 0; i < waiting.length; i += BATCH) {
      const batch = waiting.slice(i, i + BATCH);
      // One machine that fails must not keep its neighbours from being judged.
      const rest = await this.unitOfWork.run(scope, (tx) => evaluateTogether(tx, batch)).catch(() => batch);
      const failures = await this.evaluateOneByOne(scope, rest);
      evaluated += batch.length - failures;
      failed += failures;
    }
    return { evaluated, failed };
  }

  private async evaluateOneByOne(scope: Scope, machineIds: readonly string[]): Promise<number> {
    let failures = 0;
    let inARow = 0;
    for (const machineId of machineIds) {
      try {
        await this.unitOfWork.run(scope, (tx) => evaluateAlone(tx, machineId));
        inARow = 0;
      } catch (error) {
        failures += 1;
        inARow += 1;
        if (inARow === FAILURES_TO_GIVE_UP) throw error;
        this.resting.set(machineId, performance.now() + REST_MS);
        this.logger.error(
          { err: error, makerId: scope.makerId, machineId },
          'A machine could not be evaluated',
        );
      }
    }
    return failures;
  }

  private isResting(machineId: string): boolean {
    const until = this.resting.get(machineId);
    if (until !== undefined && until <= performance.now()) this.resting.delete(machineId);
    return this.resting.has(machineId);
  }
}

/** Judges machines that go on where they stood, all in a handful of statements; returns those that need more than that. */
async function evaluateTogether(tx: Transaction, machineIds: readonly string[]): Promise<string[]> {
  const machines = await claimMachines(tx, machineIds);
  const rules = await loadRules(tx, machines);
  const newest = await loadNewestCheckpoints(tx, machineIds);
  const courses: Course[] = [];
  const rest: string[] = [];
  for (const machine of machines) {
    const checkpoint = newest.get(machine.machineId);
    const course = plan(machine, rulesOf(machine, rules), checkpoint ? [checkpoint] : []);
    if (course.start || !checkpoint) courses.push(course);
    else rest.push(machine.machineId);
  }
  const found = await readNext(tx, courses, FEW_READINGS);
  const done = courses.filter((course) => found.get(course)!.complete);
  for (const course of done) {
    course.progress = takeReadings(course.progress, course.rules, found.get(course)!.readings);
  }
  await finish(tx, done);
  rest.push(...courses.filter((course) => !done.includes(course)).map(({ machine }) => machine.machineId));
  return rest;
}

/** Judges one machine over however many readings there are, in one transaction. */
async function evaluateAlone(tx: Transaction, machineId: string): Promise<void> {
  const [machine] = await claimMachines(tx, [machineId]);
  if (!machine) return;
  const course = plan(
    machine,
    rulesOf(machine, await loadRules(tx, [machine])),
    await loadCheckpoints(tx, machineId),
  );
  let limit = READINGS_AT_ONCE;
  for (let isComplete = false; !isComplete;) {
    const { readings, complete } = (await readNext(tx, [course], limit)).get(course)!;
    course.progress = takeReadings(course.progress, course.rules, readings);
    // More readings of one instant than the limit would never come to an end.
    if (readings.length === 0) limit *= 2;
    isComplete = complete;
  }
  await finish(tx, [course]);
}

/** The readings that follow where machines have come to. Those from before every rule are none of an evaluation's business. */
async function readNext(
  tx: Transaction,
  courses: readonly Course[],
  limit: number,
): Promise<Map<Course, MergedReadings>> {
  const wanted = courses.map((course) => {
    const firstRule = Math.min(
      ...course.rules.flatMap(({ versions }) => versions.map(({ validFrom }) => validFrom)),
    );
    const after = course.progress.mark?.to ?? Math.max(BEGINNING, firstRule - 1);
    const deviceKeys = course.rules.length === 0 ? [] : course.machine.deviceKeys;
    return { course, deviceKeys, after };
  });
  // What is ahead of time has a request of its own, which is due when it no longer is.
  const present = await findPresentTimes(
    tx,
    wanted.flatMap(({ deviceKeys }) => deviceKeys),
  );
  const found = await readReadingsAfter(
    tx,
    wanted.flatMap(({ deviceKeys, after }) =>
      deviceKeys.map((deviceKey) => ({ deviceKey, after, until: present.get(deviceKey)! })),
    ),
    limit,
  );
  return new Map(
    wanted.map(({ course, deviceKeys }) => [
      course,
      mergeDevices(
        deviceKeys.map((deviceKey) => found.get(deviceKey)!),
        limit,
      ),
    ]),
  );
}
