import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../../..');
const CATALOGUE = join(ROOT, 'apps/portal/src/i18n/locales/en/errors.json');

/** Codes as the sources write them: whole, or behind a prefix that the file's helper puts before them. */
function codesIn(source: string): string[] {
  const whole = source.matchAll(
    /(?:DomainError\(|code: |pointing\(|assertNoFaults\()\s*'([a-z]+\.[a-z0-9_]+)'|'([a-z]+\.[a-z0-9_]+)': \d{3}/g,
  );
  const prefix = /code: `([a-z]+)\.\$\{code\}`/.exec(source)?.[1];
  const short = prefix ? source.matchAll(/\b(?:fault|at)\(\s*'[^']+',\s*'([a-z_]+)'/g) : [];
  return [
    ...[...whole].map(([, code, listed]) => (code ?? listed)!),
    ...[...short].map(([, code]) => `${prefix}.${code}`),
  ];
}

function flatten(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
    typeof child === 'object' && child !== null ? flatten(child, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

describe('what the server says went wrong', () => {
  it('has words in the portal, code by code', () => {
    const sources = ['libs', 'apps/api/src'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
        .filter((path) => /(error|fault|service|store|facts|check|http-status|domain|controller)/.test(path))
        .map((path) => readFileSync(join(ROOT, folder, path), 'utf8')),
    );
    const words = new Set(flatten(JSON.parse(readFileSync(CATALOGUE, 'utf8')) as object));
    const codes = [...new Set(sources.flatMap(codesIn))].sort();
    expect(codes.length).toBeGreaterThan(200);
    // What counts something has a text for each number.
    expect(codes.filter((code) => !words.has(code) && !words.has(`${code}_other`))).toEqual([]);
  });
});
