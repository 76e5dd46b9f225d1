import { parseStartArguments, START_HELP } from '../domain/start/command-line.js';
import { explainFailure } from './explain-failure.js';
import { readStandaloneConfig, type StandaloneConfig } from '../config.js';
import type { Product } from '../product.facts.js';
import { Supervisor } from '../supervision/supervisor.js';

/**
 * A terminal sends Ctrl-C both to npm and to this process, and npm forwards it. A second signal within this time is not
 * a second Ctrl-C.
 */
const SAME_SIGNAL_MS = 1_500;
const PARENT_CHECK_INTERVAL_MS = 300;

/**
 * `npm start`: reads arguments and environment, runs the product until a signal, and exits with 0 after a clean stop or
 * with 1 if it could not start.
 */
export async function runStandalone(args: readonly string[], product: Product): Promise<void> {
  const commandLine = parseStartArguments(args);
  if (commandLine.options?.help) return void process.stdout.write(`${START_HELP}\n`);
  const reading = readStandaloneConfig(process.cwd());
  const faults = [...commandLine.faults, ...reading.faults];
  if (!commandLine.options || !reading.config) {
    fail(faults.join('\n'));
    return;
  }

  // The terminal can be gone (SIGHUP) before the last output.
  process.stdout.on('error', () => undefined);
  const supervisor = new Supervisor(reading.config, commandLine.options, product);
  stopOnSignals(supervisor, isUnderNpm(reading.config));
  try {
    await supervisor.start();
  } catch (error) {
    if (supervisor.isStopping) return;
    await supervisor.stop();
    fail(explainFailure(error));
  }
}

function stopOnSignals(supervisor: Supervisor, watchParent: boolean): void {
  let firstAt: number | undefined;
  const onSignal = () => {
    if (firstAt === undefined) {
      firstAt = Date.now();
      process.stdout.write('Stopping …\n');
      void supervisor.stop().then(() => {
        process.stdout.write('Stopped.\n');
        process.exit();
      });
    } else if (Date.now() - firstAt > SAME_SIGNAL_MS) {
      process.stdout.write('Stopping without waiting for the apps to finish …\n');
      supervisor.killApps();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  if (watchParent) onOrphaned(onSignal);
}

/**
 * Detects that the parent shell has died. npm runs this process in a shell that dies of a SIGTERM sent to npm without
 * forwarding it.
 */
function onOrphaned(onParentGone: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    onParentGone();
  }, PARENT_CHECK_INTERVAL_MS);
  watch.unref();
}

/** Returns whether npm started this process. If it was started in the background by hand, it continues when the shell ends. */
function isUnderNpm(config: StandaloneConfig): boolean {
  return config.inherited['npm_lifecycle_event'] !== undefined;
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
