import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/**
 * Prints the branch coverage of each lib's domain, and the files with the most uncovered branches; fails below the
 * threshold. Reads the output of `npm run vitest -- --project domain --coverage.enabled`.
 */
const ROOT = resolve(import.meta.dirname, '..');
const SUMMARY = join(ROOT, 'coverage/domains/coverage-summary.json');
const BAR_PERCENT = 95;
const FILES_SHOWN = 25;

const files = readFiles();
const libs = new Map();
for (const { lib, covered, total } of files) {
  const sum = libs.get(lib) ?? { covered: 0, total: 0 };
  libs.set(lib, { covered: sum.covered + covered, total: sum.total + total });
}
for (const [lib, sum] of [...libs].sort()) print(lib, sum);
const all = [...libs.values()].reduce(
  (sum, each) => ({ covered: sum.covered + each.covered, total: sum.total + each.total }),
  { covered: 0, total: 0 },
);
print('all domains', all);

const below = files
  .filter((file) => percentOf(file) < BAR_PERCENT)
  .sort((a, b) => b.total - b.covered - (a.total - a.covered));
if (below.length > 0)
  console.log(`\n${below.length} files below ${BAR_PERCENT}%, with most uncovered branches first:`);
for (const file of below.slice(0, FILES_SHOWN)) print(file.path, file);

if (percentOf(all) < BAR_PERCENT) {
  console.log(`\nBranch coverage of the domains is below ${BAR_PERCENT}%.`);
  process.exitCode = 1;
}

function readFiles() {
  return Object.entries(JSON.parse(readFileSync(SUMMARY, 'utf8')))
    .filter(([path]) => path !== 'total')
    .map(([absolute, { branches }]) => {
      const path = relative(ROOT, absolute);
      return { path, lib: path.split('/')[1], covered: branches.covered, total: branches.total };
    });
}

function print(name, { covered, total }) {
  const percent = percentOf({ covered, total }).toFixed(1).padStart(5);
  console.log(`${percent}%  ${`${covered}/${total}`.padStart(11)}  ${name}`);
}

function percentOf({ covered, total }) {
  return total === 0 ? 100 : (100 * covered) / total;
}
