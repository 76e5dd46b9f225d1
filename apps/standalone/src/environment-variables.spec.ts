import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');
const SOURCES = ['apps', 'libs', 'scripts'];
/** Programs besides the product. Their many calls with upper-case words do not read settings. */
const TOOLS = ['prove', 'bench', 'measure', 'test'];

/** Variables of the system, not of the product. */
const NOT_OURS = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH'];

/** Finds names that a source reads from the environment: `text('PORT')`, `env['PORT']`, `env.PORT` and `{ PORT: port } = env`. */
function variablesOf(source: string): string[] {
  const read = [...source.matchAll(/\w\(\s*'([A-Z][A-Z0-9_]+)'|\benv(?:\.|\[')([A-Z][A-Z0-9_]+)/g)];
  const taken = [...source.matchAll(/\{([^{}]*)\} = (?:process\.)?env;/g)];
  return [
    ...read.flatMap(([, asked, named]) => asked ?? named ?? []),
    ...taken.flatMap(([, names = '']) => names.match(/\b[A-Z][A-Z0-9_]+\b/g) ?? []),
  ];
}

/** Finds names that a tool reads: `process.env.CHROMIUM`, `process.env['CHROMIUM']` and the variable of an external program. */
function variablesOfTool(source: string): string[] {
  return [
    ...source.matchAll(
      /process\.env(?:\.|\[')([A-Z][A-Z0-9_]+)|\bfindProgram\(\s*'[^']+',\s*'([A-Z][A-Z0-9_]+)'/g,
    ),
    ...[...source.matchAll(/\{([^{}]*)\} = process\.env;/g)].flatMap(([, names = '']) => [
      ...names.matchAll(/\b([A-Z][A-Z0-9_]+)\b/g),
    ]),
  ].flatMap(([, read, program]) => read ?? program ?? []);
}

const readsEnvironment = (path: string, source: string): boolean =>
  /\bprocess\.env\b|\bSettingsSource\b/.test(source) || path.endsWith('/settings.ts');

it('documents all environment variables that the code reads, and no others', () => {
  const sourcesOf = (folders: readonly string[], pattern: RegExp) =>
    folders
      .flatMap((folder) =>
        readdirSync(join(ROOT, folder), { encoding: 'utf8', recursive: true }).map(
          (name) => `${folder}/${name}`,
        ),
      )
      .filter((path) => pattern.test(path))
      .map((path) => [path, readFileSync(join(ROOT, path), 'utf8')] as const);
  const read = [
    ...sourcesOf(SOURCES, /^(?!apps\/portal|.*\.spec\.).*\.(ts|mjs)$/)
      .filter(([path, text]) => readsEnvironment(path, text))
      .flatMap(([, text]) => variablesOf(text)),
    ...sourcesOf(TOOLS, /\.(ts|mjs)$/).flatMap(([, text]) => variablesOfTool(text)),
  ];
  const settings =
    /^## Settings$([\s\S]*?)^## /m.exec(readFileSync(join(ROOT, 'docs/running.md'), 'utf8'))?.[1] ?? '';
  const documented = [...settings.matchAll(/^\| (`[^|]+`) +\|/gm)].flatMap(
    ([, cell = '']) => cell.match(/[A-Z][A-Z0-9_]+/g) ?? [],
  );
  const expected = [...new Set(read)].filter((name) => !NOT_OURS.includes(name)).sort();
  expect(expected).toEqual(expect.arrayContaining(['DATABASE_URL', 'CHROMIUM', 'TELEGRAF']));
  expect(documented.sort()).toEqual(expected);
});

it.each([
  ["settings.text('HOST') ?? port(\n  'PORT'", ['HOST', 'PORT']],
  ["env['MAIL_FROM'] + process.env.SMTP_URL", ['MAIL_FROM', 'SMTP_URL']],
  ['const { DATABASE_URL: url, DUTYCYCLE_SECRET: secret } = env;', ['DATABASE_URL', 'DUTYCYCLE_SECRET']],
  ["settings.fault('MQTT_URL must be an address')", []],
])('finds the variables of %s', (source, names) => {
  expect(variablesOf(source)).toEqual(names);
});

it.each([
  ["process.env.CHROMIUM ?? process.env['PICTURES']", ['CHROMIUM', 'PICTURES']],
  ["return findProgram(\n  'telegraf',\n  'TELEGRAF',\n  'go install …')", ['TELEGRAF']],
  ['const { TEST_SERVER, TEST_SECRET } = process.env;', ['TEST_SERVER', 'TEST_SECRET']],
  ["await ask('GET', path, { env: { PORT: '0' } })", []],
])('finds the variables of the tool %s', (source, names) => {
  expect(variablesOfTool(source)).toEqual(names);
});
