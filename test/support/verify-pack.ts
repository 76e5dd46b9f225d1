import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findRoot } from './product.js';

const SCRIPT = join(findRoot(), 'scripts/verify-pack.mjs');

/** Returns the output of verify-pack.mjs for a pack on disk. */
export function verifyPack(path: string, ...args: readonly string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, path, ...args], {
    encoding: 'utf8',
  });
  return { code: status, said: `${stdout}${stderr}` };
}
