import { setTimeout as wait } from 'node:timers/promises';
import { readReplayConfig } from './config.js';
import { CsvFile } from './replay/csv-file.js';
import { ReplayApi } from './replay/replay-api.js';
import { parseReplayArguments, REPLAY_USAGE, type ReplayArguments } from './replay/replay-arguments.js';
import { planReplay, type ReplayPlan } from './replay/replay-plan.js';
import { ReplayProgress } from './replay/replay-progress.js';
import { type ReplayBroker, ReplayPublisher } from './replay/replay-publisher.js';
import { createApiKey, readAuthorities, readRunning } from './replay/replay-environment.js';
import { findTarget, type ReplayLogin, type ReplayTarget, toTarget } from './replay/replay-target.js';
import { toMessage } from './replay/row-message.js';

const MAX_FAULTS_SHOWN = 5;
/** Exit code of an interrupted command, by shell convention. */
const INTERRUPTED = 130;

/** Runs `npm run replay`, which publishes a CSV file as a machine. */
async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  if (argv.length === 0 || argv.includes('--help')) {
    console.log(REPLAY_USAGE);
    return;
  }
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());
  const args = parseReplayArguments(argv);
  const config = readReplayConfig();
  const file = await CsvFile.open(args.file);
  const running = readRunning(config.home);
  const url = args.mqttUrl ?? config.mqttUrl ?? running?.mqttUrl;
  if (!url)
    throw new Error(
      `No product is running in ${config.home}. Start it, or pass its URLs with --mqtt and --api.`,
    );
  const broker = { url, ca: readAuthorities(config.home) };
  await withTarget(args, running?.portalUrl, async (target) => {
    const plan = await planReplay(file, args, target, target.nowMs ?? Date.now() + config.clockOffsetMs);
    const login = await target.signIn();
    try {
      announce(args, plan, target, login);
      process.exitCode = await publish({
        file,
        args,
        plan,
        broker,
        login,
        interruption: interruption.signal,
      });
    } finally {
      await login.release();
    }
  });
}

/** Runs `work` with the target of the replay. Afterwards, revokes the API key if it was created for this replay. */
async function withTarget(
  args: ReplayArguments,
  portalUrl: string | undefined,
  work: (target: ReplayTarget) => Promise<void>,
): Promise<void> {
  if (args.login) return work(toTarget(args.login));
  const apiUrl = args.apiUrl ?? portalUrl;
  if (!apiUrl)
    throw new Error('Pass the URL of the API with --api, or a credential with --username and --password.');
  const api = new ReplayApi(apiUrl.replace(/\/$/, ''), args.apiKey ?? (await createApiKey()));
  try {
    await work(await findTarget(api, args.machine, args.device));
  } finally {
    if (args.apiKey === null) await api.revokeOwnKey();
  }
}

interface Replay {
  readonly file: CsvFile;
  readonly args: ReplayArguments;
  readonly plan: ReplayPlan;
  readonly broker: ReplayBroker;
  readonly login: ReplayLogin;
  readonly interruption: AbortSignal;
}

/**
 * Publishes the rows and prints the result.
 * @returns the exit code
 */
async function publish({ file, args, plan, broker, login, interruption }: Replay): Promise<number> {
  const publisher = await ReplayPublisher.connect(broker, login);
  const onInterruption = (): void => void publisher.abort();
  interruption.addEventListener('abort', onInterruption);
  if (interruption.aborted) onInterruption();
  const progress = new ReplayProgress(process.stderr, plan.rows);
  const ticking = setInterval(() => progress.update(publisher.acknowledged), 100);
  const startedMs = Date.now();
  let [sent, skipped, index] = [0, 0, 0];
  try {
    for await (const row of file.rows()) {
      const timeMs = plan.clock.timeOf(row, index);
      index++;
      const message =
        timeMs === undefined
          ? undefined
          : toMessage(row, plan.columns, { timeMs, seq: index }, file.dialect.decimal);
      if (message === undefined || timeMs === undefined) {
        skipped++;
        continue;
      }
      if (args.speed !== null) {
        const ahead = (timeMs - plan.from) / args.speed - (Date.now() - startedMs);
        if (ahead > 1) await wait(ahead, undefined, { signal: interruption });
      }
      await publisher.send(message, args.speed !== null);
      sent++;
    }
    await publisher.finish();
  } catch (error) {
    await publisher.abort();
    if (!interruption.aborted) throw error;
    progress.finish(publisher.acknowledged);
    console.log(`Interrupted: ${publisher.acknowledged} of ${plan.rows} rows were acknowledged.`);
    return INTERRUPTED;
  } finally {
    clearInterval(ticking);
    interruption.removeEventListener('abort', onInterruption);
  }
  progress.finish(publisher.acknowledged);
  console.log(
    `${sent} rows sent, ${publisher.acknowledged} acknowledged${skipped > 0 ? `, ${skipped} skipped because they have no time or no values` : ''}.`,
  );
  if (publisher.faultCount === 0) return 0;
  console.log(
    `Errors reported by the product: ${publisher.faultCount}. The rejected messages are in quarantine:`,
  );
  for (const { reason, params } of publisher.faults.slice(0, MAX_FAULTS_SHOWN))
    console.log(`  ${reason} ${JSON.stringify(params)}`);
  return 1;
}

function announce(
  args: ReplayArguments,
  plan: ReplayPlan,
  { kinds }: ReplayTarget,
  login: ReplayLogin,
): void {
  const times =
    plan.timeColumn === null
      ? `one row every ${args.interval} s`
      : `times from "${plan.timeColumn}" (${plan.zone} if they have no zone)`;
  console.log(`${args.file}: ${plan.rows} rows, ${times}`);
  console.log(
    `Publishing as ${login.topic}, from ${new Date(plan.from).toISOString()} to ${new Date(plan.to).toISOString()}:`,
  );
  for (const { signal, section } of plan.columns) {
    const isUnknown = kinds !== null && !kinds.has(signal);
    console.log(
      `  ${section === 'state' ? 'state' : `${section}.${signal}`}${isUnknown ? '  (unknown signal: stored, and listed for adoption)' : ''}`,
    );
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
