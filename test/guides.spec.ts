import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allGuides, blocksOf, guidesWithCommands, unmarkedCommandsOf } from './support/guide.js';
import { excludedFrom, SHOWN_ELSEWHERE } from './support/guide-commands.js';
import { findRoot } from './support/product.js';

const TESTS = join(findRoot(), 'test');

/** Returns the guides that a test runs with `runGuide`. */
function guidesRunByTests(): Set<string> {
  const specs = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.spec.ts'),
  );
  return new Set(
    specs.flatMap((path) =>
      [...readFileSync(join(TESTS, path), 'utf8').matchAll(/runGuide\(\s*'([^']+)'/g)].map(
        ([, guide]) => guide!,
      ),
    ),
  );
}

describe('every command of every guide', () => {
  const ran = guidesRunByTests();

  it.each(guidesWithCommands())('is run or covered by a test: %s', (guide) => {
    const left = excludedFrom(guide);
    const untested = blocksOf(guide)
      .filter(({ text }) => !ran.has(guide) && !left.some((begins) => text.startsWith(begins)))
      .map(({ text, line }) => `docs/${guide}:${line} ${text.split('\n')[0]}`);
    expect(untested).toEqual([]);
  });

  it('is marked as a command', () => {
    expect(
      allGuides().flatMap((guide) => unmarkedCommandsOf(guide).map((line) => `${guide}: ${line}`)),
    ).toEqual([]);
  });

  it('has no test for removed guides and commands', () => {
    const gone = [...ran].filter((guide) => !guidesWithCommands().includes(guide));
    const stale = SHOWN_ELSEWHERE.filter(
      ({ guide, begins, shownBy }) =>
        !existsSync(join(findRoot(), shownBy)) ||
        !blocksOf(guide).some(({ text }) => text.startsWith(begins)),
    );
    expect([gone, stale]).toEqual([[], []]);
  });
});
