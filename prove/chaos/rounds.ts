import { setTimeout as sleep } from 'node:timers/promises';
import { pollUntil } from '../../measure/support/maker.js';
import { ChaosFixture } from './chaos-fixture.js';
import { type ActiveFault, FaultNotPossible } from './active-fault.js';
import { ProcessExits } from './process-exits.js';
import { INJECT_FAULT } from './faults.js';
import {
  accountForReadings,
  type Account,
  countHidden,
  countUnpacked,
  compareDerivedData,
  type DerivedData,
} from './reading-account.js';
import { Peaks } from '../support/peaks.js';
import type { Round, Setup } from './plan.js';
import { until } from './processes.js';

/** The result of one round. */
export interface RoundReport {
  readonly round: Round;
  /** Reason why the round was skipped; undefined if it was not. */
  readonly impossible?: string;
  readonly during: number;
  readonly after: number;
  /** Time from the end of the fault until all apps are ready and readings are acknowledged, milliseconds. */
  readonly recoveryMs: number;
  readonly account: Account;
  /** Number of device connections that ended. */
  readonly lost: number;
  /** Processes of the product that ended although the fault did not affect them. */
  readonly unexpectedExits: readonly string[];
}

/** The results of all rounds in one setup. */
export interface SetupReport {
  readonly setup: Setup;
  readonly rounds: readonly RoundReport[];
  readonly sent: { readonly messages: number; readonly again: number; readonly late: number };
  readonly unacknowledged: number;
  readonly account: Account;
  /** Number of table rows that are not returned by any query. */
  readonly hidden: number;
  readonly derived: DerivedData;
  readonly peaks: Peaks;
}

const DELIVERY_TIMEOUT_S = 60;
const RECOVERY_TIMEOUT_S = 150;
/**
 * Clock offset in seconds at which all readings are packed. Readings are packed a quarter of an hour after their
 * arrival.
 */
const OLD_S = 20 * 60;
const POLL_INTERVAL_MS = 100;
const SECOND_MS = 1000;

/** Runs one product through all rounds of a setup, and checks it at the end. */
export async function runSetup(
  setup: Setup,
  rounds: readonly Round[],
  machines: number,
  finishWithinS: number,
): Promise<SetupReport> {
  console.log(`\n${setup}: starting`);
  const fixture = await ChaosFixture.open(setup, machines, rounds[0]!.seed);
  const peaks = new Peaks(fixture);
  try {
    const { fleet } = fixture;
    await until('every device is connected', () => fleet.connected === machines, 60);
    fleet.start();
    const reports: RoundReport[] = [];
    const processExits = new ProcessExits(fixture.product.home);
    for (const round of rounds) reports.push(await runRound(fixture, round, peaks, processExits));
    const unacknowledged = await fleet.finish(finishWithinS);
    fleet.close();
    const finalAccount = await waitForAccount(
      fixture,
      fleet.devices.map(() => 0),
    );
    const hidden = await countHidden(fixture, finalAccount.stored);
    await packAll(fixture);
    const derived = await compareDerivedData(fixture);
    await peaks.stop();
    return {
      setup,
      rounds: reports,
      sent: fleet.sent,
      unacknowledged,
      account: finalAccount,
      hidden,
      derived,
      peaks,
    };
  } finally {
    await peaks.stop();
    await fixture.close();
  }
}

async function runRound(
  fixture: ChaosFixture,
  round: Round,
  peaks: Peaks,
  processExits: ProcessExits,
): Promise<RoundReport> {
  const { fleet } = fixture;
  const roundStartedAt = Date.now();
  const [from, lostBefore] = [fleet.devices.map(({ measured }) => measured.length), fleet.lost];
  console.log(
    `Round ${round.number} [${round.setup}] ${round.fault}, after ${round.afterS} s, for ${round.forS} s`,
  );
  await sleep(round.afterS * SECOND_MS);
  const faultStartedAt = Date.now();
  const activeFault = await injectFault(fixture, round);
  if (typeof activeFault === 'string') console.log(`  not possible on this machine: ${activeFault}`);
  else {
    console.log(`  fault active: ${activeFault.proof.join('; ')}`);
    await sleep(Math.max(0, faultStartedAt + round.forS * SECOND_MS - Date.now()));
  }
  const endedAt = Date.now();
  const observations = typeof activeFault === 'string' ? [] : await activeFault.end();
  if (observations.length > 0) console.log(`  fault ended:  ${observations.join('; ')}`);
  const { recoveryMs, last } = await waitForRecovery(fixture, endedAt);
  await sleep(Math.max(0, roundStartedAt + round.lengthS * SECOND_MS - Date.now()));
  const during = fleet.acknowledgedBetween(faultStartedAt, endedAt);
  const after = fleet.acknowledgedBetween(endedAt);
  const found = await waitForAccount(fixture, from);
  const lost = fleet.lost - lostBefore;
  const unexpectedExits = await processExits.findUnexpected(round.fault);
  if (unexpectedExits.length > 0) console.log(`  unexpected exits: ${unexpectedExits.join('; ')}`);
  console.log(
    `  acknowledged: ${during} during the fault, ${after} afterwards; recovery took ${recoveryMs} ms${last}; ${lost} device connections ended\n` +
      `  ${found.acknowledged} acknowledged readings: ${found.missing} missing, ${found.doubled} stored twice, ${found.differing} different` +
      `${found.setAside ? `, ${found.setAside} in quarantine because of their time` : ''}; peak memory in MiB: ${peaks}`,
  );
  return {
    round,
    ...(typeof activeFault === 'string' ? { impossible: activeFault } : {}),
    during,
    after,
    recoveryMs,
    account: found,
    lost,
    unexpectedExits,
  };
}

/**
 * Sets the clock forward, so that the worker packs all readings. Without a separate clock, charts use the readings
 * that are packed so far.
 */
async function packAll({ clock, databaseUrl }: ChaosFixture): Promise<void> {
  if (!clock) return;
  await clock.set(OLD_S);
  await until('the worker has packed all readings', async () => (await countUnpacked(databaseUrl)) === 0, 60);
  await clock.set(0);
}

/** An external broker acknowledges messages before ingest has received them, so it gets some time to deliver them. */
function waitForAccount(fixture: ChaosFixture, from: readonly number[]): Promise<Account> {
  return pollUntil(
    () => accountForReadings(fixture, from),
    ({ missing }) => missing === 0,
    fixture.given.broker ? DELIVERY_TIMEOUT_S : 0,
  );
}

/** @returns the active fault, or the reason why it could not be injected */
async function injectFault(fixture: ChaosFixture, round: Round): Promise<ActiveFault | string> {
  try {
    return await INJECT_FAULT[round.fault](fixture, round);
  } catch (error) {
    if (error instanceof FaultNotPossible) return error.message;
    throw error;
  }
}

/**
 * Waits until readings are acknowledged again and every app is ready.
 * @returns the duration, and the part that recovered last
 * @throws Error if the product has not recovered after `RECOVERY_TIMEOUT_S`
 */
async function waitForRecovery(
  fixture: ChaosFixture,
  endedAt: number,
): Promise<{ recoveryMs: number; last: string }> {
  let last = '';
  for (;;) {
    const pending = [
      ...(fixture.fleet.acknowledgedBetween(endedAt) > 0 ? [] : ['acknowledgements']),
      ...(await fixture.findUnready()),
    ];
    const recoveryMs = Date.now() - endedAt;
    if (pending.length === 0) return { recoveryMs, last };
    last = ` (last: ${pending.join(', ')})`;
    if (recoveryMs > RECOVERY_TIMEOUT_S * SECOND_MS)
      throw new Error(
        `Not recovered ${RECOVERY_TIMEOUT_S} s after the end of the fault: ${pending.join(', ')}`,
      );
    await sleep(POLL_INTERVAL_MS);
  }
}
