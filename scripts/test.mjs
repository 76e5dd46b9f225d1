import './require-node.mjs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { bootstrap } = await import('./bootstrap.mjs');
await bootstrap();
const { runTests } = await import('./run-tests.mjs');

const folder = mkdtempSync(join(tmpdir(), 'dutycycle-test-'));
const outcome = join(folder, 'outcome.json');
const args = process.argv.slice(2);
const selection = args.some((arg) => arg.startsWith('--project'))
  ? []
  : ['--project', 'unit', '--project', 'integration', '--project', 'e2e'];

const code = await runTests([
  '--reporter=dot',
  '--reporter=json',
  `--outputFile.json=${outcome}`,
  ...selection,
  ...args,
]);
console.log(summary() ?? 'No test was run to its end.');
rmSync(folder, { recursive: true, force: true });
process.exitCode = code ?? 1;

/** Suites that could not even be loaded count as a failure each: they hold tests that nobody ran. */
function summary() {
  try {
    const result = JSON.parse(readFileSync(outcome, 'utf8'));
    const unloaded = result.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    );
    const failed = result.numFailedTests + unloaded.length;
    const skipped = result.numPendingTests + result.numTodoTests;
    return `tests: ${result.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
  } catch {
    return undefined;
  }
}
