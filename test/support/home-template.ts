import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Options of a start that decide whether it can use the prepared home. */
interface Start {
  readonly home?: string;
  readonly script?: string;
  readonly user?: object;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Fills the home of an empty installation from that of another one, which CI started and stopped before. Creating a
 * database and applying all migrations would otherwise take most of the time of a start. Does nothing without such a
 * home, and for starts that need their own home or secret, or do something else than start empty.
 */
export async function fillFromTemplate(
  home: string,
  { home: ownHome, script, user, args, env }: Start,
): Promise<void> {
  const template = process.env['DUTYCYCLE_TEST_HOME'];
  const isPlain =
    ownHome === undefined &&
    script === undefined &&
    user === undefined &&
    args?.join(' ') === '--empty' &&
    env?.['DUTYCYCLE_SECRET'] === undefined &&
    env?.['DATABASE_URL'] === undefined;
  // Files of the database keep their owner, which is another user if root runs the tests.
  if (template !== undefined && isPlain) await run('cp', ['-a', `${template}/.`, home]);
}
