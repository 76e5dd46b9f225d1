import { setTimeout as wait } from 'node:timers/promises';
import { readReplayConfig } from './config.js';
import { CsvFile } from './replay/csv-file.js';
import { parseReplayArguments, REPLAY_USAGE, type ReplayArguments } from './replay/replay-arguments.js';
import { planReplay, type ReplayPlan } from './replay/replay-plan.js';
import { ReplayProgress } from './replay/replay-progress.js';
import { ReplayPublisher } from './replay/replay-publisher.js';
import { demoLogins, makeApiKey, readRunning } from './replay/replay-surroundings.js';
import { findTarget, ReplayApi, type ReplayTarget, toTarget } from './replay/replay-target.js';
import { toMessage } from './replay/row-message.js';

const FAULTS_SHOWN = 5;

/** `npm run replay`: publishes a CSV file as a machine. */
async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  if (argv.length === 0 || argv.includes('--help')) {
    console.log(REPLAY_USAGE);
    return;
  }
  const args = parseReplayArguments(argv);
  const config = readReplayConfig();
  const file = await CsvFile.open(args.file);
  const target = await openTarget(args, config);
  try {
    const now = target.nowMs ?? Date.now() + config.clockOffsetMs;
    const plan = await planReplay(file, args, target, now);
    announce(args, plan, target);
    process.exitCode = await publish(file, args, plan, target);
  } finally {
    await target.release();
  }
}

async function openTarget(
  args: ReplayArguments,
  config: ReturnType<typeof readReplayConfig>,
): Promise<ReplayTarget> {
  const running = readRunning(config.home);
  const mqttUrl = args.mqttUrl ?? config.mqttUrl ?? running?.mqttUrl;
  const apiUrl = args.apiUrl ?? running?.portalUrl;
  if (!mqttUrl)
    throw new Error(
      `Nothing runs in ${config.home}. Start the product, or say where it is with --mqtt and --api.`,
    );
  if (args.login) return toTarget(args.login, mqttUrl);
  if (!apiUrl)
    throw new Error('Say where the API is with --api, or give a credential with --username and --password.');
  const api = new ReplayApi(apiUrl.replace(/\/$/, ''), args.apiKey ?? (await makeApiKey()));
  const target = await findTarget(api, {
    serial: args.machine,
    deviceCode: args.device,
    mqttUrl,
    rotate: args.rotate,
    demoLogin: demoLogins(config.secret),
  });
  return {
    ...target,
    release: async () => {
      await target.release();
      // A key that was made for this must not outlive it.
      if (args.apiKey === null) await api.revokeOwnKey();
    },
  };
}

async function publish(
  file: CsvFile,
  args: ReplayArguments,
  plan: ReplayPlan,
  target: ReplayTarget,
): Promise<number> {
  const publisher = await ReplayPublisher.connect(target);
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
        if (ahead > 1) await wait(ahead);
      }
      await publisher.send(message, args.speed !== null);
      sent++;
    }
    await publisher.finish();
  } catch (error) {
    await publisher.abort();
    throw error;
  } finally {
    clearInterval(ticking);
  }
  progress.finish(publisher.acknowledged);
  console.log(
    `${sent} rows sent, ${publisher.acknowledged} acknowledged${skipped > 0 ? `, ${skipped} without time or value left out` : ''}.`,
  );
  if (publisher.faultCount === 0) return 0;
  console.log(`${publisher.faultCount} could not be stored and are in quarantine:`);
  for (const { reason, params } of publisher.faults.slice(0, FAULTS_SHOWN))
    console.log(`  ${reason} ${JSON.stringify(params)}`);
  return 1;
}

function announce(args: ReplayArguments, plan: ReplayPlan, target: ReplayTarget): void {
  const times =
    plan.timeColumn === null
      ? `a row every ${args.interval} s`
      : `times from "${plan.timeColumn}" (${plan.zone} where they have no zone)`;
  console.log(`${args.file}: ${plan.rows} rows, ${times}`);
  console.log(
    `As ${target.topic}, from ${new Date(plan.from).toISOString()} to ${new Date(plan.to).toISOString()}:`,
  );
  for (const { index: _index, signal, section } of plan.columns)
    console.log(`  ${section === 'state' ? 'state' : `${section}.${signal}`}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
