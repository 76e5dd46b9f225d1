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

/**
 * Machines evaluated in one transaction while they report in order; each batch reads its maker's latest readings
 * once.
 */
const BATCH = 250;
/**
 * A device with more unprocessed readings than this gets a transaction of its own, so that others don't wait for it.
 */
const FEW_READINGS = 500;
const READINGS_AT_ONCE = 20_000;
/** A machine whose evaluation failed is retried after this time. */
const REST_MS = 30_000;
/** After this many consecutive failures the machines aren't the cause: the database is down. */
const FAILURES_TO_GIVE_UP = 3;

/**
 * Derives alarms from stored readings. The result depends only on the readings and the rules: after a crash, a
 * repetition or a delivery in another order the alarms are the same, except for their ids and acknowledgements.
 */
@Injectable()
export class AlarmEvaluation {
  private readonly logger = new Logger(AlarmEvaluation.name);
  /** Failed machines with the time of their retry (the process's own clock, ms). */
  private readonly resting = new Map<string, number>();

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Evaluates every waiting machine of a maker. A failed machine is logged and stays waiting; the others continue.
   * @returns how many machines were evaluated and how many failed
   * @throws the database's error when it can't be reached
   */
  async evaluateWaiting(scope: Scope): Promise<{ evaluated: number; failed: number }> {
    // One failed machine must not block the others: then an evaluation of each is requested separately.
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
      // One failed machine must not block the others.
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

/**
 * Evaluates machines that continue where they stopped, with a handful of statements; returns those that need more.
 */
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

/** Evaluates one machine over any number of readings, in one transaction. */
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
    // With more readings of one instant than the limit, the loop would never end.
    if (readings.length === 0) limit *= 2;
    isComplete = complete;
  }
  await finish(tx, [course]);
}

/** Reads the next readings of machines. Readings from before every rule are ignored. */
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
  // Readings ahead of time have their own request, which becomes due when their time has come.
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
