import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { allGuides } from './support/guide.js';
import { findRoot } from './support/product.js';

const ROOT = findRoot();
const MAX_README_LINES = 60;
const README_SECTIONS = [
  'Owns',
  'Does not own',
  'Main flows',
  'Entry points',
  'Tables',
  'Invariants',
  'How to test it',
];

const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const foldersOf = (path: string): string[] =>
  readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${path}/${name}`);
const filesBelow = (path: string, ending: RegExp): string[] =>
  readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file) && !/(^|\/)(node_modules|dist)\//.test(file))
    .map((file) => join(path, file));

const homes = [...foldersOf('libs'), ...foldersOf('apps')];
const pages = [
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'README.md',
  'SECURITY.md',
  ...allGuides().map((guide) => `docs/${guide}`),
  ...homes.map((home) => `${home}/README.md`),
];

/** Returns the anchors of a page's headings, as GitHub generates them. */
function anchorsOf(page: string): Set<string> {
  return new Set(
    [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  );
}

/** Returns the reason why a link is broken; undefined if it works. */
function faultOf(path: string, anchor: string | undefined): string | undefined {
  if (!existsSync(join(ROOT, path))) return `${path} does not exist`;
  if (anchor && path.endsWith('.md') && !anchorsOf(path).has(anchor))
    return `${path} has no heading #${anchor}`;
  return undefined;
}

function deadLinksOf(page: string): string[] {
  return [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [path = '', anchor] = link.split('#');
    return faultOf(path === '' ? page : normalize(join(dirname(page), path)), anchor) ?? [];
  });
}

describe('the documentation', () => {
  it.each(pages)('has no broken link in %s', (page) => {
    expect(deadLinksOf(page)).toEqual([]);
  });

  it('has all pages in the sidebar of the site', async () => {
    const { SOURCES } = (await import(pathToFileURL(join(ROOT, 'docs/.vitepress/pages.mjs')).href)) as {
      readonly SOURCES: ReadonlyMap<string, string>;
    };
    const listed = new Set(SOURCES.values());
    expect(pages.filter((page) => !listed.has(page))).toEqual([]);
  });

  it('contains the rules that comments refer to', () => {
    const sources = ['libs', 'apps', 'prove'].flatMap((folder) => filesBelow(folder, /\.tsx?$/));
    const cited = sources.flatMap((source) =>
      [...textOf(source).matchAll(/docs\/rules\/[a-z-]+\.md(?:#[a-z-]+)?/g)].map(([link]) => ({
        source,
        link,
      })),
    );
    expect(cited.length).toBeGreaterThan(80);
    expect(
      cited.flatMap(({ source, link }) => {
        const [path = '', anchor] = link.split('#');
        const fault = faultOf(path, anchor);
        return fault ? [`${source}: ${fault}`] : [];
      }),
    ).toEqual([]);
  });

  it.each(homes)('has a README of %s that fits on one screen', (home) => {
    const text = textOf(`${home}/README.md`);
    expect(text.split('\n').length - 1).toBeLessThanOrEqual(MAX_README_LINES);
    const sections = [...text.matchAll(/^## (.*)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(README_SECTIONS);
  });

  it('lists every decision record', () => {
    const index = textOf('docs/adr/README.md');
    const decisions = readdirSync(join(ROOT, 'docs/adr')).filter((file) => /^\d{4}-/.test(file));
    expect(decisions.filter((file) => !index.includes(`(${file})`))).toEqual([]);
  });
});
