import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../../..');
const CATALOGUE = join(ROOT, 'apps/portal/src/i18n/locales/en/errors.json');

/** Finds the codes in a source file, both complete codes and codes with a prefix that a helper function adds. */
function codesIn(source: string): string[] {
  const fullCodes = source.matchAll(
    /(?:DomainError\(|code: |pointing\(|assertNoFaults\()\s*'([a-z]+\.[a-z0-9_]+)'|'([a-z]+\.[a-z0-9_]+)': \d{3}/g,
  );
  const prefix = /code: `([a-z]+)\.\$\{code\}`/.exec(source)?.[1];
  const short = prefix ? source.matchAll(/\b(?:fault|at)\(\s*'[^']+',\s*'([a-z_]+)'/g) : [];
  return [
    ...[...fullCodes].map(([, code, listed]) => (code ?? listed)!),
    ...[...short].map(([, code]) => `${prefix}.${code}`),
  ];
}

function flatten(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
    typeof child === 'object' && child !== null ? flatten(child, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

describe('error codes of the server', () => {
  it('have a text in the portal', () => {
    const sources = ['libs', 'apps/api/src'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
        .filter((path) => /(error|fault|service|store|facts|check|http-status|domain|controller)/.test(path))
        .map((path) => readFileSync(join(ROOT, folder, path), 'utf8')),
    );
    const words = new Set(flatten(JSON.parse(readFileSync(CATALOGUE, 'utf8')) as object));
    const codes = [...new Set(sources.flatMap(codesIn))].sort();
    expect(codes.length).toBeGreaterThan(200);
    // A code with a count has one translation for each plural form.
    expect(codes.filter((code) => !words.has(code) && !words.has(`${code}_other`))).toEqual([]);
  });
});
