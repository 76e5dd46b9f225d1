import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Checks of `npm start` before the product runs: the Node version, the packages, the build. */
interface Lock {
  packages: Record<string, { version?: string; integrity?: string; optional?: boolean; link?: boolean }>;
}
interface Freshness {
  hashSources(files: string[]): string;
  listFiles(path: string): string[];
  isInstalled(lock: Lock | undefined, installed: Lock | undefined): boolean;
  staleOutputs(output: string, folders: string[]): string[];
}

const SCRIPTS = fileURLToPath(new URL('../../scripts', import.meta.url));

let freshness: Freshness;
let folder: string;
const back = process.cwd();
beforeAll(async () => {
  freshness = (await import(pathToFileURL(join(SCRIPTS, 'freshness.mjs')).href)) as Freshness;
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dutycycle-sources-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(back);
  rmSync(folder, { recursive: true });
});

function write(path: string, text = ''): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

it('has every command that the guides mention', () => {
  const root = dirname(SCRIPTS);
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  const guides = [...freshness.listFiles(join(root, 'docs')), join(root, 'README.md')].filter((file) =>
    file.endsWith('.md'),
  );
  const named = guides.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/npm run (?:--silent )?([a-z][a-z-]*)/g)].map(
      ([, name]) => name!,
    ),
  );
  expect(named).toContain('replay');
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

it.each(['16.20.0', '20.18.3'])(
  'reports the required version on Node %s, without a stack trace',
  (version) => {
    const old = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'${version}'}})`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', old, join(SCRIPTS, 'start.mjs')],
      {
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: undefined },
      },
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      `Dutycycle requires Node 20.19 or newer; this is Node ${version}.\nInstall a current release (https://nodejs.org) and run the command again.\n`,
    );
  },
);

it('detects a changed, a new and a renamed source, and nothing else', () => {
  write('apps/api/a.ts', 'one');
  write('apps/api/node_modules/x.ts', 'not ours');
  const hash = () => freshness.hashSources([...freshness.listFiles('apps'), 'missing.json']);
  const first = hash();
  write('apps/api/node_modules/x.ts', 'changed');
  expect(hash()).toBe(first);
  write('apps/api/a.ts', 'two');
  const changed = hash();
  write('apps/api/b.ts', '');
  const added = hash();
  rmSync('apps/api/b.ts');
  write('apps/api/c.ts', '');
  expect(new Set([first, changed, added, hash()]).size).toBe(4);
});

it.each<[string, Lock['packages'] | undefined, boolean]>([
  ['nothing installed', undefined, false],
  ['equal versions', { 'node_modules/a': { version: '1.0.0', integrity: 'x' } }, true],
  ['an older version', { 'node_modules/a': { version: '0.9.0', integrity: 'x' } }, false],
  ['other contents', { 'node_modules/a': { version: '1.0.0', integrity: 'y' } }, false],
  ['one missing', {}, false],
])('detects missing or different packages: %s', (_name, installed, expected) => {
  const lock: Lock = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/a': { version: '1.0.0', integrity: 'x' },
      'node_modules/other-platform': { version: '1.0.0', optional: true },
    },
  };
  expect(freshness.isInstalled(lock, installed && { packages: installed })).toBe(expected);
});

it('finds outputs of an earlier build that have no source anymore', () => {
  write('migrations/1-kept.ts');
  for (const name of ['1-kept.js', '1-kept.js.map', '2-gone.js', '2-gone.d.ts'])
    write(`dist/migrations/${name}`);
  expect(freshness.staleOutputs('dist', ['migrations'])).toEqual([
    'dist/migrations/2-gone.d.ts',
    'dist/migrations/2-gone.js',
  ]);
});
