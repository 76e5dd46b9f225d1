import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HTTP_STATUS } from './http-status.js';

const ROOT = resolve(import.meta.dirname, '../../../..');
const THROWN = /(?:new DomainError|assertNoFaults)\(\s*'([\w.]+)'/g;

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => join(ROOT, folder, file));
}

const codes = new Set(
  [...sources('libs'), ...sources('apps/api/src')].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(THROWN)].map((match) => match[1]!),
  ),
);

describe('HTTP_STATUS', () => {
  it('is compared with a plausible number of codes', () => {
    expect(codes.size).toBeGreaterThan(20);
  });

  it('contains every code that is thrown', () => {
    expect([...codes].filter((code) => !(code in HTTP_STATUS)).sort()).toEqual([]);
  });

  it('contains errors of the caller, or of a service that the product depends on', () => {
    const odd = Object.entries(HTTP_STATUS).filter(
      ([, status]) => !(status >= 400 && status < 500) && ![502, 503].includes(status),
    );
    expect(odd).toEqual([]);
  });

  it('contains codes that start with the name of a lib or the API', () => {
    const owners = [...readdirSync(join(ROOT, 'libs')), 'api'];
    expect(Object.keys(HTTP_STATUS).filter((code) => !owners.includes(code.split('.')[0]!))).toEqual([]);
  });
});
