import { setTimeout as sleep } from 'node:timers/promises';
import { settle } from '../../measure/support/maker.js';
import { Arena } from './arena.js';
import { type Broken, NotPossibleHere } from './broken.js';
import { Endings } from './endings.js';
import { BREAK } from './faults.js';
import { account, type Account, countHidden, countUnpacked, derive, type Derived } from './judge.js';
import { Peaks } from '../support/peaks.js';
import type { Round, Setup } from './plan.js';
import { until } from './processes.js';

/** The result of one round. */
export interface RoundReport {
  readonly round: Round;
  /** Why it was skipped; undefined if it was not. */
  readonly impossible?: string;
  readonly during: number;
  readonly after: number;
  /** From the fault's end until all apps are ready and readings are acknowledged, milliseconds. */
  readonly recoveryMs: number;
  readonly account: Account;
  /** Device connections that ended. */
  readonly lost: number;
  /** Processes of the product that ended although the fault did not affect them. */
  readonly unasked: readonly string[];
}

/** The results of all rounds in one setup. */
export interface CourseReport {
  readonly setup: Setup;
  readonly rounds: readonly RoundReport[];
  readonly sent: { readonly messages: number; readonly again: number; readonly late: number };
  readonly unacknowledged: number;
  readonly account: Account;
  /** Table rows that no query returns. */
  readonly hidden: number;
  readonly derived: Derived;
  readonly peaks: Peaks;
}

const HANDED_ON_WITHIN_S = 60;
const RECOVERY_S = 150;
/** Readings are packed a quarter of an hour after their arrival. */
const OLD_S = 20 * 60;
const LOOK_EVERY_MS = 100;
const SECOND_MS = 1000;

/** Runs one product through its rounds and checks it at the end. */
export async function runCourse(
  setup: Setup,
  rounds: readonly Round[],
  machines: number,
  finishWithinS: number,
): Promise<CourseReport> {
  console.log(`\n${setup}: starting`);
  const arena = await Arena.open(setup, machines, rounds[0]!.seed);
  const peaks = new Peaks(arena);
  try {
    const { fleet } = arena;
    await until('every device is connected', () => fleet.connected === machines, 60);
    fleet.start();
    const reports: RoundReport[] = [];
    const endings = new Endings(arena.product.home);
    for (const round of rounds) reports.push(await runRound(arena, round, peaks, endings));
    const unacknowledged = await fleet.finish(finishWithinS);
    fleet.close();
    const inAll = await settledAccount(
      arena,
      fleet.devices.map(() => 0),
    );
    const hidden = await countHidden(arena, inAll.stored);
    await packAll(arena);
    const derived = await derive(arena);
    await peaks.stop();
    return {
      setup,
      rounds: reports,
      sent: fleet.sent,
      unacknowledged,
      account: inAll,
      hidden,
      derived,
      peaks,
    };
  } finally {
    await peaks.stop();
    await arena.close();
  }
}

async function runRound(arena: Arena, round: Round, peaks: Peaks, endings: Endings): Promise<RoundReport> {
  const { fleet } = arena;
  const beganAt = Date.now();
  const [from, lostBefore] = [fleet.devices.map(({ measured }) => measured.length), fleet.lost];
  console.log(
    `round ${round.number} [${round.setup}] ${round.fault}, ${round.afterS} s in, for ${round.forS} s`,
  );
  await sleep(round.afterS * SECOND_MS);
  const brokeAt = Date.now();
  const broken = await breakIt(arena, round);
  if (typeof broken === 'string') console.log(`  not possible here: ${broken}`);
  else {
    console.log(`  broken: ${broken.proof.join('; ')}`);
    await sleep(Math.max(0, brokeAt + round.forS * SECOND_MS - Date.now()));
  }
  const endedAt = Date.now();
  const seen = typeof broken === 'string' ? [] : await broken.end();
  if (seen.length > 0) console.log(`  ended: ${seen.join('; ')}`);
  const { recoveryMs, last } = await waitForRecovery(arena, endedAt);
  await sleep(Math.max(0, beganAt + round.lengthS * SECOND_MS - Date.now()));
  const during = fleet.acknowledgedBetween(brokeAt, endedAt);
  const after = fleet.acknowledgedBetween(endedAt);
  const found = await settledAccount(arena, from);
  const lost = fleet.lost - lostBefore;
  const unasked = await endings.findUnasked(round.fault);
  if (unasked.length > 0) console.log(`  ended unasked: ${unasked.join('; ')}`);
  console.log(
    `  acknowledged ${during} during, ${after} after; all at work ${recoveryMs} ms after its end${last}; ${lost} connections of devices ended\n` +
      `  of ${found.acknowledged} acknowledged: missing ${found.missing}, doubled ${found.doubled}, differing ${found.differing}` +
      `${found.setAside ? `, set aside for their time ${found.setAside}` : ''}; memory at most, MiB: ${peaks}`,
  );
  return {
    round,
    ...(typeof broken === 'string' ? { impossible: broken } : {}),
    during,
    after,
    recoveryMs,
    account: found,
    lost,
    unasked,
  };
}

/**
 * The worker packs old readings; by its clock, all are old. Without a separate clock, charts use what is packed so
 * far.
 */
async function packAll({ clock, databaseUrl }: Arena): Promise<void> {
  if (!clock) return;
  await clock.set(OLD_S);
  await until('the worker has packed all readings', async () => (await countUnpacked(databaseUrl)) === 0, 60);
  await clock.set(0);
}

/** A broker acknowledges before ingest has received the message, so it gets some time to deliver. */
function settledAccount(arena: Arena, from: readonly number[]): Promise<Account> {
  return settle(
    () => account(arena, from),
    ({ missing }) => missing === 0,
    arena.given.broker ? HANDED_ON_WITHIN_S : 0,
  );
}

/** @returns why it failed, if so */
async function breakIt(arena: Arena, round: Round): Promise<Broken | string> {
  try {
    return await BREAK[round.fault](arena, round);
  } catch (error) {
    if (error instanceof NotPossibleHere) return error.message;
    throw error;
  }
}

/**
 * Waits until readings are acknowledged again and every app is ready. @returns the duration and the last one to
 * recover
 */
async function waitForRecovery(arena: Arena, endedAt: number): Promise<{ recoveryMs: number; last: string }> {
  let last = '';
  for (;;) {
    const waited = [
      ...(arena.fleet.acknowledgedBetween(endedAt) > 0 ? [] : ['acknowledgements']),
      ...(await arena.findUnready()),
    ];
    const recoveryMs = Date.now() - endedAt;
    if (waited.length === 0) return { recoveryMs, last };
    last = ` (last: ${waited.join(', ')})`;
    if (recoveryMs > RECOVERY_S * SECOND_MS)
      throw new Error(`Not back ${RECOVERY_S} s after the fault's end: ${waited.join(', ')}`);
    await sleep(LOOK_EVERY_MS);
  }
}
