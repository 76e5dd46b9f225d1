import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from './structure/measures.mjs';
import { readSources } from './structure/source-files.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const FOLDERS = ['libs', 'apps', 'test', 'prove', 'bench', 'measure'];

const { values } = parseArgs({
  options: { before: { type: 'string' }, json: { type: 'boolean', default: false } },
});

const now = measure(readSources(ROOT, FOLDERS));
const before = values.before === undefined ? undefined : new Map(measureCommit(values.before));
if (values.json) console.log(JSON.stringify(Object.fromEntries(now)));
else
  for (const [name, text] of now) {
    console.log(`\n${name}`);
    if (before) console.log(`  before: ${before.get(name) ?? '–'}`);
    console.log(`  ${before ? 'now:    ' : ''}${text}`);
  }

/** Measures a commit, in a temporary checkout. */
function measureCommit(commit) {
  const folder = mkdtempSync(join(tmpdir(), 'structure-'));
  const git = (...args) => execFileSync('git', args, { cwd: ROOT, stdio: 'pipe' });
  try {
    git('worktree', 'add', '--detach', join(folder, 'tree'), commit);
    return measure(readSources(join(folder, 'tree'), FOLDERS));
  } finally {
    git('worktree', 'remove', '--force', join(folder, 'tree'));
    rmSync(folder, { recursive: true, force: true });
  }
}
