/**
 * Runs the steps of the CI gate. Continues after a failure, so that one run reports everything, and counts the tests
 * that ran. Several steps run in parallel on two cores, because most of them spend about as much time waiting as
 * computing; the output of each step is printed as a whole when it ends. A suite that runs no test is a failure,
 * because it proves nothing. The summary also contains the number of skipped tests.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scratch = mkdtempSync(join(tmpdir(), 'gate-'));
const started = Date.now();
let passed = 0;
let failed = 0;
const summary = [];
/** Names and errors of failed steps and tests, which are printed again at the end. */
const failures = [];

/** Runs a command, and then prints the CPU time of its processes. */
const TIMED = '"$@"; code=$?; times >&2; exit $code';

/**
 * Returns the CPU time in seconds from the output of `times`. The last line of the output contains the time of the
 * command.
 */
function cpuSecondsOf(output) {
  const [, userMinutes, user, systemMinutes, system] =
    [...output.matchAll(/^(\d+)m([\d.]+)s (\d+)m([\d.]+)s$/gm)].at(-1) ?? [];
  return Math.round((Number(userMinutes) + Number(systemMinutes)) * 60 + Number(user) + Number(system));
}

/** Runs a command and prints its output when it has ended. */
function run(name, command, args, env = {}) {
  const at = Date.now();
  console.log(`... ${name}`);
  return new Promise((resolve) => {
    const said = [];
    const child = spawn('bash', ['-c', TIMED, 'timed', command, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    child.stdout.on('data', (data) => said.push(data));
    child.stderr.on('data', (data) => said.push(data));
    child.on('error', (error) => said.push(Buffer.from(String(error))));
    child.on('close', (code) => {
      const output = Buffer.concat(said).toString('utf8');
      console.log(`\n=== ${name}\n${output}`);
      resolve({
        ok: code === 0,
        output,
        took: { wall: Math.round((Date.now() - at) / 1000), cpu: cpuSecondsOf(output) },
      });
    });
  });
}

function note(name, ok, { wall, cpu }, detail = '') {
  const times = `${String(wall).padStart(4)} s, CPU ${String(cpu).padStart(4)} s`;
  summary.push(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(34)} ${times}  ${detail}`);
}

async function check(name, command, args, env) {
  const { ok, output, took } = await run(name, command, args, env);
  if (ok) passed += 1;
  else {
    failed += 1;
    failures.push({ name, error: reasonsIn(output) });
  }
  note(name, ok, took);
}

/** Maximum number of characters of all reasons at the end of the output, of which often only the last part is kept. */
const REASONS_LENGTH = 2_000;

/** @returns the names of the failures, each with the first lines of its reason */
function summaryOf(failures) {
  const each = Math.max(120, Math.floor(REASONS_LENGTH / failures.length));
  return failures.map(({ name, error }) => `${name}\n${beginning(error).slice(0, each)}`).join('\n\n');
}

/** @returns the lines of a failed step that contain the errors, and its last lines if there are none */
function reasonsIn(output) {
  const lines = output.split('\n').map((line) => line.slice(0, 600));
  const reasons = lines.filter((line) => /\bFAIL\b|\b\w*Error\b|\berror\b|\[warn\]|waiting for/.test(line));
  return (reasons.length > 0 ? reasons : lines.slice(-12)).slice(0, 20).join('\n');
}

/** @returns the name and the error of each failed test, and of each file that failed without a failed test */
function failuresOf(name, { testResults = [] }) {
  return testResults.flatMap(({ name: file, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && tests.length === 0) return [{ name: `${name}: ${file}`, error: message }];
    return tests.map((test) => ({
      name: `${name}: ${test.fullName}`,
      error: test.failureMessages.join('\n'),
    }));
  });
}

function beginning(text = '') {
  return text.split('\n').slice(0, 25).join('\n').slice(0, 2_500);
}

/** @param projects Vitest projects that run together */
async function suite(name, projects, extra = []) {
  const report = join(scratch, `${projects.join('-')}.json`);
  const { ok, took } = await run(name, process.execPath, [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...extra,
  ]);
  let counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numFailedTestSuites: 0 };
  try {
    counts = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    console.error(`${name}: no report was written`);
  }
  const broken = counts.numFailedTests + (counts.numFailedTests === 0 ? counts.numFailedTestSuites : 0);
  const ran = counts.numPassedTests + counts.numFailedTests;
  passed += counts.numPassedTests;
  if (ran === 0 || (!ok && broken === 0)) {
    failed += 1;
    failures.push({
      name,
      error: ran === 0 ? 'No test ran.' : 'An error outside of the tests. See the output of the step above.',
    });
  }
  failed += broken;
  failures.push(...failuresOf(name, counts));
  note(
    name,
    ok && ran > 0,
    took,
    `${counts.numPassedTests} passed, ${broken} failed, ${counts.numPendingTests} skipped`,
  );
}

/** Proofs of the gate, in order of duration, longest first. */
const SHORT_PROOFS = [
  'billing-run',
  'contracts',
  'survive',
  'chaos',
  'external-broker',
  'rate',
  'replay',
  'firehose',
  'bulk-decisions',
  'notifications',
  'tasks',
  'properties',
  'mutations',
  'mutation-score',
  'attack',
  'exports',
  'descriptions',
  'forgeries',
  'audit',
  'forecast',
  'statements',
  'ledger',
  'collection',
  'diagnostics',
  'first-load',
];

/** Proofs that need the prepared demo home. */
const DEMO_PROOFS = ['tasks', 'first-load'];

const tool = (name, ...args) => ['npx', ['--no-install', name, ...args]];
const prove = (name) =>
  check(`prove ${name} (short)`, process.execPath, ['scripts/prove.mjs', name, '--short']);

// This step mostly downloads, so it runs in parallel with steps that compute. Only the external suite needs it.
const clients = check('third-party clients', 'bash', ['test/external/clients/install.sh']);
const built = check('build', process.execPath, ['scripts/build.mjs']);
// If root starts PostgreSQL, it runs as another user, which needs access to its folder.
chmodSync(scratch, 0o711);
/** Prepares a home that tests and proofs copy. */
async function prepareHome(name, variable, port, kind) {
  const home = join(scratch, name);
  process.env[variable] = home;
  await built;
  await check(name, process.execPath, ['.ci/home-template.mjs', home, port, kind]);
}
const prepared = prepareHome('empty-home', 'DUTYCYCLE_TEST_HOME', '3900', '--empty');
const demoPrepared = prepareHome('demo-home', 'DUTYCYCLE_TEST_DEMO_HOME', '3910', '--demo');

// These checks read only the source, so they don't wait for the build.
const readTheCode = async () => {
  await check('format', ...tool('prettier', '--check', '.'));
  await check('lint', ...tool('eslint', '.'));
  await check('types', ...tool('tsc', '-p', 'tsconfig.json'));
  await check('portal types', ...tool('tsc', '-p', 'apps/portal/tsconfig.json', '--noEmit'));
  await check('portal texts', process.execPath, ['apps/portal/scripts/check-i18n.mjs']);
  await check('words', process.execPath, ['scripts/check-language.mjs']);
  await check('commit messages', process.execPath, ['scripts/check-commits.mjs']);
};
// Longest first, so that the parallel lanes end at about the same time.
const rest = [
  // These two start the product on its usual ports. They wait more than they compute, so they can also run in parallel
  // with integration.
  async () => {
    await suite('end to end', ['e2e']);
    await prove('start');
  },
  async () => {
    await demoPrepared;
    await suite('browser', ['browser']);
  },
  () => suite('portal components', ['components']),
  () => suite('worked examples', ['examples']),
  async () => {
    await clients;
    await suite('external services', ['external']);
  },
  ...SHORT_PROOFS.map((name) => async () => {
    if (DEMO_PROOFS.includes(name)) await demoPrepared;
    await prove(name);
  }),
];
const work = async () => {
  for (let step = rest.shift(); step; step = rest.shift()) await step();
};
const readThenTest = async () => {
  await readTheCode();
  await prepared;
  await suite('domain', ['domain'], ['--maxWorkers=1', '--coverage.enabled']);
  await check('branch coverage of domains', process.execPath, ['scripts/coverage.mjs']);
  await suite('unit', ['unit'], ['--maxWorkers=1']);
  await work();
};
const integrate = async () => {
  await built;
  await suite('integration and architecture', ['integration'], ['--maxWorkers=2']);
  await prepared;
  // Integration has ended, so its two workers no longer use a core each. Each of these steps uses half a core.
  await Promise.all([work(), work(), work()]);
};
await Promise.all([readThenTest(), integrate()]);

for (const { name, error } of failures) console.log(`\n${name}\n${beginning(error)}`);
console.log(`\n${summary.join('\n')}\n${Math.round((Date.now() - started) / 1000)} s in total`);
if (failures.length > 0) console.log(`\nFailed:\n${summaryOf(failures)}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
