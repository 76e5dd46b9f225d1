import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './bootstrap.mjs';

/**
 * Runs the tests of the projects given in the arguments, and shows the runner's output.
 * @returns the runner's exit code; null if a signal ended it
 */
export function runTests(args, env = {}) {
  const runner = spawn(
    process.execPath,
    [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...args],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => runner.kill(signal));
  return new Promise((resolve) => runner.on('close', resolve));
}
