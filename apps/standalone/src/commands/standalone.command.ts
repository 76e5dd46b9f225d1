import { parseStartArguments, START_HELP } from '../domain/start/command-line.js';
import { explainFailure } from './explain-failure.js';
import { readStandaloneConfig, type StandaloneConfig } from '../config.js';
import type { Product } from '../product.facts.js';
import { Supervisor } from '../supervision/supervisor.js';

/** A terminal sends Ctrl-C to npm and to us, and npm sends it on: the same wish twice is not yet impatience. */
const SAME_WISH_MS = 1_500;
const PARENT_LOOK_MS = 300;

/**
 * `npm start`: reads arguments and environment, runs the product until a signal, and leaves with 0 after a clean stop and 1
 * when it could not start.
 */
export async function runStandalone(args: readonly string[], product: Product): Promise<void> {
  const commandLine = parseStartArguments(args);
  if (commandLine.options?.help) return void process.stdout.write(`${START_HELP}\n`);
  const reading = readStandaloneConfig(process.cwd());
  const faults = [...commandLine.faults, ...reading.faults];
  if (!commandLine.options || !reading.config) return fail(faults.join('\n'));

  // The terminal may be gone (SIGHUP) before the last word is said.
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
    } else if (Date.now() - firstAt > SAME_WISH_MS) {
      process.stdout.write('Not waiting for what the apps still do …\n');
      supervisor.hurry();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  if (watchParent) onOrphaned(onSignal);
}

/** npm runs us through a shell, which dies of a SIGTERM sent to npm without passing it on. Only its death tells us. */
function onOrphaned(act: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, PARENT_LOOK_MS);
  watch.unref();
}

/** Started by hand in the background, on the other hand, we go on when the shell that did it ends. */
function isUnderNpm(config: StandaloneConfig): boolean {
  return config.inherited['npm_lifecycle_event'] !== undefined;
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
