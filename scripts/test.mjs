import './require-node.mjs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { bootstrap } = await import('./bootstrap.mjs');
await bootstrap();
const { runTests } = await import('./run-tests.mjs');

/** These groups run in parallel: end-to-end tests mostly wait for processes, and the others compute. */
const ALL = [['domain', 'unit', 'integration'], ['e2e']];

const folder = mkdtempSync(join(tmpdir(), 'dutycycle-test-'));
const args = process.argv.slice(2);
const runs = chosenRuns().map((projects, place) => ({ projects, outcome: join(folder, `${place}.json`) }));

const codes = await Promise.all(
  runs.map(({ projects, outcome }) =>
    runTests([
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${outcome}`,
      ...projects.flatMap((project) => ['--project', project]),
      ...args,
    ]),
  ),
);
const { passed, failed, skipped, unfinished } = summary();
if (unfinished > 0) console.log(`${unfinished} of ${runs.length} test runs did not finish.`);
console.log(`tests: ${passed} passed, ${failed} failed, ${skipped} skipped`);
rmSync(folder, { recursive: true, force: true });
process.exitCode = codes.every((code) => code === 0) && unfinished === 0 ? 0 : 1;

/** Returns the projects of each run. Selected projects or files are one run, which fails if it contains no tests. */
function chosenRuns() {
  if (args.some((arg) => arg.startsWith('--project'))) return [[]];
  return args.some((arg) => !arg.startsWith('-')) ? [ALL.flat()] : ALL;
}

/** A suite that could not be loaded counts as one failure, because none of its tests ran. */
function summary() {
  const sum = { passed: 0, failed: 0, skipped: 0, unfinished: 0 };
  for (const { outcome } of runs) {
    const result = read(outcome);
    if (!result) {
      sum.unfinished += 1;
      continue;
    }
    const unloaded = result.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    );
    sum.passed += result.numPassedTests;
    sum.failed += result.numFailedTests + unloaded.length;
    sum.skipped += result.numPendingTests + result.numTodoTests;
  }
  return sum;
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
