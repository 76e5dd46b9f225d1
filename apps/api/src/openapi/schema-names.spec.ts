import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const API = resolve(import.meta.dirname, '..');

describe('schema names', () => {
  it('are unique: a second class of the same name would replace the first one in the description', () => {
    const names = readdirSync(API, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.dto.ts'))
      .flatMap((path) => [...readFileSync(join(API, path), 'utf8').matchAll(/^(?:export )?class (\w+)/gm)])
      .map((match) => match[1]!);
    expect(names.length).toBeGreaterThan(300);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
