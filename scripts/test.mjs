import './require-node.mjs';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { bootstrap, root } = await import('./bootstrap.mjs');
await bootstrap();

const folder = mkdtempSync(join(tmpdir(), 'dutycycle-test-'));
const outcome = join(folder, 'outcome.json');
const args = process.argv.slice(2);
const selection = args.some((arg) => arg.startsWith('--selectProjects'))
  ? []
  : ['--selectProjects', 'unit', 'integration', 'e2e'];

const jest = spawn(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--json',
    `--outputFile=${outcome}`,
    ...args,
    ...selection,
  ],
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
jest.on('close', (code) => {
  console.log(summary() ?? 'No test was run to its end.');
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});

/** Suites that could not even be loaded count as a failure each: they hold tests that nobody ran. */
function summary() {
  try {
    const result = JSON.parse(readFileSync(outcome, 'utf8'));
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    const skipped = result.numPendingTests + result.numTodoTests;
    return `tests: ${result.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
  } catch {
    return undefined;
  }
}
