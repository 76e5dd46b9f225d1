import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { applyPatch, parsePatch } from 'diff';
import { findRoot } from './support/product.js';

const run = promisify(execFile);
const ROOT = findRoot();

/** The examples, each of which builds on the previous ones. */
const EXAMPLES = ['add-a-field.md', 'add-a-table.md', 'add-a-route.md', 'add-a-job.md', 'add-a-screen.md'];
/** Files that the examples change, and files that are required to compile and test the result. */
const COPIED = [
  ...['apps', 'libs', 'migrations', 'test', 'prove', 'measure', 'bench', 'scripts'],
  ...['package.json', 'tsconfig.json', 'tsconfig.base.json', 'tsconfig.build.json', 'nest-cli.json'],
  'vitest.config.mjs',
  // The compiler only repeats what the examples affect.
  'dist',
];
const TESTS = [
  'test/integration/registry/machines.succeeds.spec.ts',
  'test/integration/schema.spec.ts',
  'test/integration/tenancy-tables.spec.ts',
];

/**
 * Applies the patches of a page.
 * @returns the files with patches that don't fit
 */
async function follow(page: string, copy: string): Promise<string[]> {
  const markdown = await readFile(join(ROOT, 'docs/contributing', page), 'utf8');
  const misfits: string[] = [];
  for (const [, text = ''] of markdown.matchAll(/^```diff\n([\s\S]*?)^```$/gm))
    for (const patch of parsePatch(text)) {
      const path = patch.newFileName!.replace(/^b\//, '');
      const isNew = patch.oldFileName === '/dev/null';
      const patched = applyPatch(isNew ? '' : await readFile(join(copy, path), 'utf8'), patch);
      if (patched === false) misfits.push(`${page}: ${path}`);
      else {
        await mkdir(dirname(join(copy, path)), { recursive: true });
        await writeFile(join(copy, path), patched);
      }
    }
  return misfits;
}

/**
 * Runs a script in the copy.
 * @returns the output of the script if it failed
 */
async function complaintsOf(copy: string, script: string, ...args: readonly string[]): Promise<string> {
  try {
    await run(process.execPath, [script, ...args], { cwd: copy, maxBuffer: 10_000_000 });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    return `${stdout}${stderr}`;
  }
}

/** Generates the portal's API client from the copy. */
async function generateClient(copy: string): Promise<void> {
  const printed = await run(process.execPath, ['dist/apps/api/src/print-openapi.js'], {
    cwd: copy,
    maxBuffer: 50_000_000,
  });
  await writeFile(join(copy, 'openapi.json'), printed.stdout);
  await run(process.execPath, ['apps/portal/scripts/generate-client.mjs', 'openapi.json'], { cwd: copy });
}

describe('the worked examples for contributors', () => {
  let copy: string;

  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'dutycycle-examples-'));
    for (const name of COPIED)
      await cp(join(ROOT, name), join(copy, name), {
        recursive: true,
        filter: (path) => !path.endsWith('node_modules'),
      });
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
  });

  afterAll(() => rm(copy, { recursive: true, force: true }));

  it('match the current sources, compile, and pass their tests', { timeout: 900_000 }, async () => {
    const misfits: string[] = [];
    for (const page of EXAMPLES) misfits.push(...(await follow(page, copy)));
    expect(misfits).toEqual([]);
    expect(await complaintsOf(copy, 'node_modules/@nestjs/cli/bin/nest.js', 'build')).toBe('');
    expect(
      await complaintsOf(copy, 'node_modules/vitest/vitest.mjs', 'run', '--project', 'integration', ...TESTS),
    ).toBe('');
    await generateClient(copy);
    const portal = ['-p', 'apps/portal/tsconfig.json', '--noEmit'];
    expect(await complaintsOf(copy, 'node_modules/typescript/bin/tsc', ...portal)).toBe('');
  });
});
