import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Runs all commands of a guide in their order, in one shell that ends with the first failure.
 * @param guide path below `docs`
 * @param folder where the commands run, and may write
 * @param env the variables that the guide tells its reader to set
 * @returns what they wrote
 */
export async function runGuide(
  guide: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const markdown = await readFile(resolve(import.meta.dirname, '../../docs', guide), 'utf8');
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', shellBlocksOf(markdown).join('\n')], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  return stdout;
}

/** Blocks of a list item come without its indentation. */
function shellBlocksOf(markdown: string): string[] {
  return [...markdown.matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)].map(([, indent = '', text = '']) =>
    text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}
