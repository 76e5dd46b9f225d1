import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');
const SOURCES = ['apps', 'libs', 'scripts'];

/** Of the system, not the product's. */
const NOT_OURS = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH'];

/** Names that a source reads from the environment: `text('PORT')`, `env['PORT']`, `env.PORT` and `{ PORT: port } = env`. */
function variablesOf(source: string): string[] {
  const read = [...source.matchAll(/\w\(\s*'([A-Z][A-Z0-9_]+)'|\benv(?:\.|\[')([A-Z][A-Z0-9_]+)/g)];
  const taken = [...source.matchAll(/\{([^{}]*)\} = (?:process\.)?env;/g)];
  return [
    ...read.flatMap(([, asked, named]) => asked ?? named ?? []),
    ...taken.flatMap(([, names = '']) => names.match(/\b[A-Z][A-Z0-9_]+\b/g) ?? []),
  ];
}

const readsEnvironment = (path: string, source: string): boolean =>
  source.includes('process.env') || path.endsWith('/settings.ts');

it('documents every environment variable that the code reads, and no other', () => {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { encoding: 'utf8', recursive: true }).map((name) => `${folder}/${name}`),
  ).filter((path) => /^(?!apps\/portal|.*\.spec\.).*\.(ts|mjs)$/.test(path));
  const sources = files.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')] as const);
  const read = sources
    .filter(([path, text]) => readsEnvironment(path, text))
    .flatMap(([, text]) => variablesOf(text));
  const settings =
    /^## Settings$([\s\S]*?)^## /m.exec(readFileSync(join(ROOT, 'docs/running.md'), 'utf8'))?.[1] ?? '';
  const documented = [...settings.matchAll(/^\| (`[^|]+`) +\|/gm)].flatMap(
    ([, cell = '']) => cell.match(/[A-Z][A-Z0-9_]+/g) ?? [],
  );
  const expected = [...new Set(read)].filter((name) => !NOT_OURS.includes(name)).sort();
  expect(expected).toContain('DATABASE_URL');
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
