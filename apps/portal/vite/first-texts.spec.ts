import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import details from '../src/i18n/locales/en/details.json' with { type: 'json' };
import { FIRST_LOADS, moduleId } from './first-loads.js';
import { withImports } from './static-imports.js';

const CALL = /\b(?:t|exists)\(\s*['"`](?:common:)?([a-zA-Z]+)\.?([a-zA-Z]*)/g;

type Texts = Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;

/** Whether a key, or any key with this beginning, is in `details`. */
function isDetail(group: string, name: string): boolean {
  const texts = (details as Texts)[group];
  if (texts === undefined || typeof texts === 'string' || name === '') return texts !== undefined;
  return Object.keys(texts).some((key) => key.split('_')[0] === name);
}

describe('the texts of first pages', () => {
  // A page that shows a text of `details` without waiting for the catalogue shows the key of the text.
  it.each(['app', 'sign-in', 'technician', 'customer'] as const)('are not in details (%s)', (area) => {
    const files = [...withImports(FIRST_LOADS[area].modules.map(moduleId))];
    const used = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(CALL)]
        .filter(([, group = '', name = '']) => isDetail(group, name))
        .map(([call]) => `${file}: ${call}`),
    );
    expect(files.length).toBeGreaterThan(3);
    expect(used).toEqual([]);
  });
});
