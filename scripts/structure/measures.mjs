import { dirname } from 'node:path';
import { isSpec } from './source-files.mjs';

const FRAMEWORKS = /^(@nestjs\/|typeorm|pg$|pg-|express$|socket\.io|mqtt|pdfkit|sharp|nodemailer)/;

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);
const libOf = (name) => /^libs\/([^/]+)\//.exec(name)?.[1];
const linesOf = (files) => sum(files.map(([, { lines }]) => lines.length));

/** Returns metrics of a source tree's structure, as rows of a name and a formatted value. */
export function measure(files) {
  const all = [...files];
  const sources = all.filter(([name]) => !isSpec(name) && /^(libs|apps)\//.test(name));
  const sizes = sources.map(([, { lines }]) => lines.length).sort((a, b) => a - b);
  const at = (share) => sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))];
  const exported = exportedNames(files);
  return [
    ['source files in libs and apps, without specs', String(sources.length)],
    ['lines per file: median, 90th percentile, maximum', `${at(0.5)}, ${at(0.9)}, ${at(1)}`],
    ...fullestFolders(all),
    ['exported names per lib', exported.map(([lib, count]) => `${lib} ${count}`).join(', ')],
    ['imports between libs', importsBetween(sources)],
    [
      'cycles in run-time imports',
      cycles(files)
        .map((one) => one.join(' → '))
        .join('; ') || '0',
    ],
    ['domain files that import a framework', String(domainsWithFrameworks(files).length)],
    ['share of comment lines', percent(sum(sources.map(([, file]) => commentLines(file))), linesOf(sources))],
    ...testShares(all),
  ];
}

const percent = (part, whole) => `${((100 * part) / Math.max(whole, 1)).toFixed(1)}%`;
const ratio = (part, whole) => (part / Math.max(whole, 1)).toFixed(2);

/**
 * Returns the number of files in each of the three largest folders, and the number of folders with more than 20 files.
 */
function fullestFolders(all) {
  const counts = new Map();
  for (const [name] of all)
    if (/^(libs|apps)\//.test(name)) counts.set(dirname(name), (counts.get(dirname(name)) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const full = sorted.filter(([, count]) => count > 20);
  return [
    [
      'files in the largest folders',
      sorted
        .slice(0, 3)
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
    ],
    ['folders with more than 20 files', String(full.length)],
  ];
}

function exportedNames(files) {
  const found = [];
  for (const [name] of files) {
    const lib = libOf(name);
    if (lib && name === `libs/${lib}/src/index.ts`) found.push([lib, namesOf(name, files).size]);
  }
  return found.sort((a, b) => a[0].localeCompare(b[0]));
}

function namesOf(name, files) {
  const { text, imports } = files.get(name);
  const names = new Set();
  for (const [, listed] of text.matchAll(/^export\s+(?:type\s+)?\{([^}]*)\}/gm))
    for (const one of listed.split(','))
      if (one.trim())
        names.add(
          one
            .trim()
            .replace(/^type /, '')
            .split(' as ')
            .at(-1),
        );
  for (const [, spec] of text.matchAll(/^export \* from '([^']+)'/gm)) {
    const to = imports.find((one) => one.spec === spec)?.to;
    if (to) for (const one of namesOf(to, files)) names.add(one);
  }
  return names;
}

function importsBetween(sources) {
  const counts = new Map();
  for (const [name, { imports }] of sources) {
    const from = libOf(name);
    for (const { to } of imports) {
      const lib = to && libOf(to);
      if (from && lib && lib !== from)
        counts.set(`${from} → ${lib}`, (counts.get(`${from} → ${lib}`) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort((a, b) => a[0].localeCompare(b[0]))
    .map(([pair, count]) => `${pair} ${count}`)
    .join(', ');
}

/** Finds strongly connected files with Tarjan's algorithm; type-only imports don't exist at run time. */
function cycles(files) {
  const index = new Map();
  const low = new Map();
  const stack = [];
  const found = [];
  const visit = (name) => {
    index.set(name, index.size);
    low.set(name, index.get(name));
    stack.push(name);
    for (const { to, isType } of files.get(name).imports) {
      if (!to || isType) continue;
      if (!index.has(to)) visit(to);
      if (stack.includes(to)) low.set(name, Math.min(low.get(name), low.get(to)));
    }
    if (low.get(name) !== index.get(name)) return;
    const group = stack.splice(stack.indexOf(name));
    if (group.length > 1) found.push(group.sort());
  };
  for (const [name] of files) if (!isSpec(name) && !index.has(name)) visit(name);
  return found;
}

/** Returns files of a lib's domain that load a framework at run time, directly or indirectly. */
function domainsWithFrameworks(files) {
  const reaches = new Map();
  const loads = (name, onTheWay) => {
    if (reaches.has(name)) return reaches.get(name);
    if (onTheWay.has(name)) return false;
    onTheWay.add(name);
    const found = files
      .get(name)
      .imports.some(({ spec, to, isType }) => !isType && (to ? loads(to, onTheWay) : FRAMEWORKS.test(spec)));
    reaches.set(name, found);
    return found;
  };
  return [...files.keys()].filter(
    (name) => /^libs\/[^/]+\/src\/domain\//.test(name) && loads(name, new Set()),
  );
}

function commentLines({ lines }) {
  let inside = false;
  return lines.filter((line) => {
    const text = line.trim();
    const isComment = inside || text.startsWith('//') || text.startsWith('/*');
    if (text.startsWith('/*')) inside = true;
    if (text.endsWith('*/')) inside = false;
    return isComment;
  }).length;
}

/**
 * Returns test lines per source line: of each lib with the specs next to its code, and in total with integration tests
 * and their support.
 */
function testShares(all) {
  const within = (folder) => all.filter(([name]) => name.startsWith(folder));
  const share = (folder) => {
    const files = within(folder);
    return ratio(
      linesOf(files.filter(([name]) => isSpec(name))),
      linesOf(files.filter(([name]) => !isSpec(name))),
    );
  };
  const libs = [...new Set(all.flatMap(([name]) => libOf(name) ?? []))].sort();
  const server = ['libs/', 'apps/api/', 'apps/ingest/', 'apps/worker/'].flatMap(within);
  const tests = ['test/integration/', 'test/support/'].flatMap(within);
  return [
    ['spec lines per source line, by lib', libs.map((lib) => `${lib} ${share(`libs/${lib}/`)}`).join(', ')],
    ['spec lines per source line, portal', share('apps/portal/')],
    [
      'spec, integration test and support lines per source line of libs, api, ingest and worker',
      ratio(
        linesOf([...server.filter(([name]) => isSpec(name)), ...tests]),
        linesOf(server.filter(([name]) => !isSpec(name))),
      ),
    ],
  ];
}
