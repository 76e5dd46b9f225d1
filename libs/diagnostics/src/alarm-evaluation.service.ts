import { Injectable, Logger } from '@nestjs/common';
import { type Scope, type Transaction, UnitOfWork } from '#platform';
import { findPresentTimes, readReadingsAfter } from '#telemetry';
import {
  EARLIEST_TIME,
  type MachineEvaluation,
  finishEvaluations,
  planEvaluation,
} from './machine-evaluation.js';
import { applyReadings } from './domain/evaluate-machine.js';
import { mergeDevices, type MergedReadings } from './domain/merge-devices.js';
import {
  claimMachines,
  listWaiting,
  loadCheckpoints,
  loadNewestCheckpoints,
  loadRules,
  rulesOf,
} from './evaluation.queries.js';
import { evaluateFresh, requestFreshEvaluations } from './fresh-evaluation.js';

/**
 * Maximum number of machines per transaction, if their readings arrive in chronological order. Each batch reads its
 * maker's latest readings once.
 */
const BATCH = 250;
/**
 * Maximum number of unprocessed readings per device in a batch. A machine with more readings is evaluated in a separate
 * transaction, so that other machines don't wait for it.
 */
const MAX_READINGS_IN_BATCH = 500;
const MAX_READINGS_PER_STEP = 20_000;
/** Time after which a machine with a failed evaluation is retried. */
const RETRY_AFTER_MS = 30_000;
/** Number of consecutive failures after which the database, and not the machines, is considered to be the cause. */
const MAX_CONSECUTIVE_FAILURES = 3;

/**
 * Derives alarms from stored readings. The result depends only on the readings and the rules. After a crash, a
 * repetition or a delivery in another order, the alarms are the same, except for their ids and acknowledgements.
 */
@Injectable()
export class AlarmEvaluation {
  private readonly logger = new Logger(AlarmEvaluation.name);
  /** Failed machines with the time of their retry (by the process's own clock, in ms). */
  private readonly retryAt = new Map<string, number>();

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Evaluates every waiting machine of a maker. If the evaluation of a machine fails, the failure is logged and the
   * machine stays in the queue; the other machines are evaluated.
   * @returns the number of evaluated and of failed machines
   * @throws the last error if several machines in a row fail, because the database is then considered to be down
   */
  async evaluatePending(scope: Scope): Promise<{ evaluated: number; failed: number }> {
    // One failed machine must not block the others, so after a failure an evaluation of each is requested separately.
    let evaluated = await this.unitOfWork.run(scope, evaluateFresh).catch(async () => {
      await this.unitOfWork.run(scope, requestFreshEvaluations);
      return 0;
    });
    const waiting = (await this.unitOfWork.run(scope, listWaiting)).filter(
      (machineId) => !this.isAwaitingRetry(machineId),
    );
    let failed = 0;
    for (let i = 0; i < waiting.length; i += BATCH) {
      const batch = waiting.slice(i, i + BATCH);
      // One failed machine must not block the others.
      const remaining = await this.unitOfWork.run(scope, (tx) => evaluateBatch(tx, batch)).catch(() => batch);
      const failures = await this.evaluateOneByOne(scope, remaining);
      evaluated += batch.length - failures;
      failed += failures;
    }
    return { evaluated, failed };
  }

  private async evaluateOneByOne(scope: Scope, machineIds: readonly string[]): Promise<number> {
    let failures = 0;
    let consecutiveFailures = 0;
    for (const machineId of machineIds) {
      try {
        await this.unitOfWork.run(scope, (tx) => evaluateMachine(tx, machineId));
        consecutiveFailures = 0;
      } catch (error) {
        failures += 1;
        consecutiveFailures += 1;
        if (consecutiveFailures === MAX_CONSECUTIVE_FAILURES) throw error;
        this.retryAt.set(machineId, performance.now() + RETRY_AFTER_MS);
        this.logger.error(
          { err: error, makerId: scope.makerId, machineId },
          'A machine could not be evaluated',
        );
      }
    }
    return failures;
  }

  private isAwaitingRetry(machineId: string): boolean {
    const until = this.retryAt.get(machineId);
    if (until !== undefined && until <= performance.now()) this.retryAt.delete(machineId);
    return this.retryAt.has(machineId);
  }
}

/**
 * Evaluates, with a few statements, the machines that can continue from their newest checkpoint, and machines without a
 * checkpoint. Returns the machines that still have to be evaluated.
 */
async function evaluateBatch(tx: Transaction, machineIds: readonly string[]): Promise<string[]> {
  const machines = await claimMachines(tx, machineIds);
  const rules = await loadRules(tx, machines);
  const newest = await loadNewestCheckpoints(tx, machineIds);
  const evaluations: MachineEvaluation[] = [];
  const remaining: string[] = [];
  for (const machine of machines) {
    const checkpoint = newest.get(machine.machineId);
    const evaluation = planEvaluation(machine, rulesOf(machine, rules), checkpoint ? [checkpoint] : []);
    if (evaluation.start || !checkpoint) evaluations.push(evaluation);
    else remaining.push(machine.machineId);
  }
  const found = await readNextReadings(tx, evaluations, MAX_READINGS_IN_BATCH);
  const done = evaluations.filter((evaluation) => found.get(evaluation)!.complete);
  for (const evaluation of done) {
    evaluation.progress = applyReadings(
      evaluation.progress,
      evaluation.rules,
      found.get(evaluation)!.readings,
    );
  }
  await finishEvaluations(tx, done);
  remaining.push(
    ...evaluations.filter((evaluation) => !done.includes(evaluation)).map(({ machine }) => machine.machineId),
  );
  return remaining;
}

/** Evaluates one machine over any number of readings, in one transaction. */
async function evaluateMachine(tx: Transaction, machineId: string): Promise<void> {
  const [machine] = await claimMachines(tx, [machineId]);
  if (!machine) return;
  const evaluation = planEvaluation(
    machine,
    rulesOf(machine, await loadRules(tx, [machine])),
    await loadCheckpoints(tx, machineId),
  );
  let limit = MAX_READINGS_PER_STEP;
  for (let isComplete = false; !isComplete;) {
    const { readings, complete } = (await readNextReadings(tx, [evaluation], limit)).get(evaluation)!;
    evaluation.progress = applyReadings(evaluation.progress, evaluation.rules, readings);
    // Without a higher limit, an instant with more readings than the limit would make the loop endless.
    if (readings.length === 0) limit *= 2;
    isComplete = complete;
  }
  await finishEvaluations(tx, [evaluation]);
}

/** Reads the next readings of machines. Readings from before the first version of every rule are ignored. */
async function readNextReadings(
  tx: Transaction,
  evaluations: readonly MachineEvaluation[],
  limit: number,
): Promise<Map<MachineEvaluation, MergedReadings>> {
  const wanted = evaluations.map((evaluation) => {
    const firstRule = Math.min(
      ...evaluation.rules.flatMap(({ versions }) => versions.map(({ validFrom }) => validFrom)),
    );
    const after = evaluation.progress.mark?.to ?? Math.max(EARLIEST_TIME, firstRule - 1);
    const deviceKeys = evaluation.rules.length === 0 ? [] : evaluation.machine.deviceKeys;
    return { course: evaluation, deviceKeys, after };
  });
  // Readings with a future device time have a separate request, which becomes due at that time.
  const presentTimes = await findPresentTimes(
    tx,
    wanted.flatMap(({ deviceKeys }) => deviceKeys),
  );
  const found = await readReadingsAfter(
    tx,
    wanted.flatMap(({ deviceKeys, after }) =>
      deviceKeys.map((deviceKey) => ({ deviceKey, after, until: presentTimes.get(deviceKey)! })),
    ),
    limit,
  );
  return new Map(
    wanted.map(({ course: evaluation, deviceKeys }) => [
      evaluation,
      mergeDevices(
        deviceKeys.map((deviceKey) => found.get(deviceKey)!),
        limit,
      ),
    ]),
  );
}
