import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findRoot } from '../../test/support/product.js';

const run = promisify(execFile);

export interface BuiltCommit {
  /** Path of the script that `npm start` runs. */
  readonly supervisor: string;
  remove(): Promise<void>;
}

/**
 * Checks out a commit of this repository into a temporary folder, installs its dependencies and builds it.
 * @throws Error if the repository does not contain the commit, as in a shallow clone
 */
export async function buildCommit(commit: string): Promise<BuiltCommit> {
  const folder = await mkdtemp(join(tmpdir(), 'dutycycle-commit-'));
  const tree = join(folder, 'tree');
  const remove = async (): Promise<void> => {
    await run('git', ['worktree', 'remove', '--force', tree], { cwd: findRoot() }).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await run('git', ['worktree', 'add', '--detach', tree, commit], { cwd: findRoot() });
    await run('npm', ['run', 'build'], { cwd: tree, maxBuffer: 64 * 1024 * 1024 });
    return { supervisor: join(tree, 'dist/apps/standalone/src/main.js'), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
