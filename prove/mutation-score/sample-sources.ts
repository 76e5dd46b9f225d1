import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lines per range: enough to contain whole branches, so that mutants of blocks are included in the sample. */
const WINDOW_LINES = 15;

/** Returns the source files of domains, as paths relative to the root. */
export function sourcesOf(root: string, domains: readonly string[]): string[] {
  return domains
    .flatMap((domain) =>
      readdirSync(join(root, domain), { recursive: true, encoding: 'utf8' }).map(
        (file) => `${domain}/${file}`,
      ),
    )
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.endsWith('/index.ts'))
    .sort();
}

/**
 * Selects ranges of lines by a seed, each with the same probability. A change to one file leaves the selection in all
 * other files unchanged, so that a commit's score can be compared with that of the previous commit.
 * @returns `file:first-last`, the format of Stryker
 */
export function sampleOf(root: string, files: readonly string[], seed: number, count: number): string[] {
  const windows = files.flatMap((file) => {
    const lines = readFileSync(join(root, file), 'utf8').split('\n').length;
    return Array.from({ length: Math.ceil(lines / WINDOW_LINES) }, (_, at) => {
      const first = at * WINDOW_LINES + 1;
      return {
        range: `${file}:${first}-${first + WINDOW_LINES - 1}`,
        rank: createHash('sha256').update(`${seed} ${file} ${at}`).digest('hex'),
      };
    });
  });
  return windows
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, count)
    .map(({ range }) => range);
}
