/**
 * Checks the messages of all commits since `commitlint.config.mjs` was added, as far as this clone contains them.
 * Usage: node scripts/check-commits.mjs
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CONFIG = 'commitlint.config.mjs';
const ROOT = fileURLToPath(new URL('..', import.meta.url));

const git = (...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();

// A source archive has no history, and a shallow clone begins with its oldest commit.
const first = isRepository()
  ? git('log', '--diff-filter=A', '--format=%H', '--', CONFIG).split('\n').at(-1)
  : '';
if (first === '') {
  console.log('No commits to check: this copy has no history since the rules were introduced.');
} else {
  const range = `${first}..HEAD`;
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/@commitlint/cli/cli.js', '--from', first, '--to', 'HEAD'],
    { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  console.log(`${git('rev-list', '--count', range)} commit messages checked.`);
  process.exitCode = status ?? 1;
}

function isRepository() {
  try {
    return git('rev-parse', '--is-inside-work-tree') === 'true';
  } catch {
    return false;
  }
}
