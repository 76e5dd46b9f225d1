import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Day from which the clock of the prepared demo world runs. */
export const DEMO_DAY = '2026-12-01';
/** Options that start that demo world: its day, and the number of days before it with a reading every few seconds. */
export const DEMO_START = {
  args: ['--as-of', DEMO_DAY],
  env: { DUTYCYCLE_DEMO_DAYS: '31' },
} as const;

/** Options of a start that decide whether it can use a prepared home. */
interface Start {
  readonly home?: string;
  readonly script?: string;
  readonly user?: object;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Fills a new home from the home of another installation, which CI started and stopped before: an empty one, or a demo
 * world with its complete history. Creating a database, applying all migrations and filling in a history would
 * otherwise take most of the time of a start. Does nothing without such a home, and for starts that need their own home
 * or secret.
 */
export async function fillFromTemplate(home: string, start: Start): Promise<void> {
  const template = templateOf(start);
  // Files of the database keep their owner, which is another user if root runs the tests.
  if (template !== undefined) await run('cp', ['-a', `${template}/.`, home]);
}

function templateOf({ home, script, user, args = [], env = {} }: Start): string | undefined {
  const isPlain =
    home === undefined &&
    script === undefined &&
    user === undefined &&
    env['DUTYCYCLE_SECRET'] === undefined &&
    env['DATABASE_URL'] === undefined;
  if (!isPlain) return undefined;
  if (args.join(' ') === '--empty') return process.env['DUTYCYCLE_TEST_HOME'];
  const isDemo = args.join(' ') === DEMO_START.args.join(' ');
  if (isDemo && env['DUTYCYCLE_DEMO_DAYS'] === DEMO_START.env.DUTYCYCLE_DEMO_DAYS)
    return process.env['DUTYCYCLE_TEST_DEMO_HOME'];
  return undefined;
}
