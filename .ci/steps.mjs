/**
 * Runs the gate's steps in order, goes on after a failure so that one run tells everything, and counts what ran.
 * A suite that ran no test is a failure: a gate that passes unrun proves nothing. What was skipped is counted in the summary.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scratch = mkdtempSync(join(tmpdir(), 'gate-'));
const started = Date.now();
let passed = 0;
let failed = 0;
const summary = [];

function run(command, args, env = {}) {
  const at = Date.now();
  const result = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return { ok: result.status === 0, seconds: Math.round((Date.now() - at) / 1000) };
}

function note(name, ok, seconds, detail = '') {
  summary.push(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(34)} ${String(seconds).padStart(4)} s  ${detail}`);
}

function check(name, command, args, env) {
  console.log(`\n=== ${name}`);
  const { ok, seconds } = run(command, args, env);
  if (ok) passed += 1;
  else failed += 1;
  note(name, ok, seconds);
  return ok;
}

function suite(name, projects, { patterns = [], env = {}, extra = [] } = {}) {
  console.log(`\n=== ${name}`);
  const report = join(scratch, `${name.replace(/\W+/g, '-')}.json`);
  const { ok, seconds } = run(
    process.execPath,
    [
      '--experimental-vm-modules',
      'node_modules/jest/bin/jest.js',
      '--selectProjects',
      ...projects,
      '--json',
      `--outputFile=${report}`,
      ...extra,
      ...(patterns.length ? ['--testPathPatterns', ...patterns] : []),
    ],
    { NODE_NO_WARNINGS: '1', ...env },
  );
  let counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numFailedTestSuites: 0 };
  try {
    counts = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    console.error(`${name}: no report was written`);
  }
  const broken = counts.numFailedTests + (counts.numFailedTests === 0 ? counts.numFailedTestSuites : 0);
  const ran = counts.numPassedTests + counts.numFailedTests;
  passed += counts.numPassedTests;
  failed += broken + (ran === 0 || (!ok && broken === 0) ? 1 : 0);
  note(
    name,
    ok && ran > 0,
    seconds,
    `${counts.numPassedTests} passed, ${broken} failed, ${counts.numPendingTests} skipped`,
  );
}

const npx = (tool, ...args) => ['npx', ['--no-install', tool, ...args]];

check('build', process.execPath, ['scripts/build.mjs']);
check('lint', ...npx('eslint', '.'));
check('format', ...npx('prettier', '--check', '.'));
check('types', ...npx('tsc', '-p', 'tsconfig.json'));
check('portal types', ...npx('tsc', '-p', 'apps/portal/tsconfig.json', '--noEmit'));
check('portal texts', process.execPath, ['apps/portal/scripts/check-i18n.mjs']);
suite('unit', ['unit']);
suite('integration and architecture', ['integration'], { extra: ['--maxWorkers=2'] });
suite('end to end', ['e2e'], { extra: ['--runInBand'] });
suite('browser', ['browser'], { extra: ['--runInBand'] });
suite('external services', ['external'], { extra: ['--runInBand'] });
for (const name of ['start', 'replay', 'survive', 'rate', 'firehose', 'external-broker', 'chaos']) {
  check(`prove ${name} (short)`, process.execPath, ['scripts/prove.mjs', name, '--short']);
}

console.log(`\n${summary.join('\n')}\n${Math.round((Date.now() - started) / 1000)} s in all`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
