import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root folder of the repository. The pages of the site are Markdown files below it. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Returns the pages in a folder. Its README comes first, because uppercase letters sort before lowercase ones. */
const pagesIn = (folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `${folder}/${name}`);
const modulesIn = (folder) =>
  readdirSync(join(ROOT, folder))
    .map((name) => `${folder}/${name}/README.md`)
    .filter((path) => existsSync(join(ROOT, path)));

/** Pages of the site by heading of the sidebar, in order. */
export const GROUPS = {
  'Get started': [
    'README.md',
    'docs/first-hour.md',
    'docs/running.md',
    'docs/demo-world.md',
    'docs/lists.md',
    'docs/search.md',
    'docs/notifications.md',
    'docs/webhooks.md',
    'docs/numbers-and-dates.md',
  ],
  Machines: [
    'docs/registry.md',
    'docs/customers-and-sites.md',
    ...pagesIn('docs/devices'),
    'docs/telemetry.md',
    'docs/live.md',
    ...pagesIn('docs/guides'),
  ],
  Service: [
    'docs/alarms-and-tickets.md',
    'docs/diagnostics-preview.md',
    'docs/dispatch.md',
    'docs/parts-and-kits.md',
  ],
  Contracts: pagesIn('docs/contracts'),
  Billing: [...pagesIn('docs/billing'), 'docs/revenue.md', 'docs/looking-ahead.md'],
  Operation: [
    'docs/people-and-keys.md',
    'docs/security.md',
    'SECURITY.md',
    'docs/limits.md',
    'docs/telemetry-retention.md',
    'docs/data-flow.md',
  ],
  Rules: pagesIn('docs/rules'),
  Contribute: ['CONTRIBUTING.md', ...pagesIn('docs/contributing')],
  Architecture: ['ARCHITECTURE.md', 'docs/flows.md', ...modulesIn('apps'), ...modulesIn('libs')],
  Decisions: pagesIn('docs/adr'),
  Measurements: ['bench/README.md', 'CHANGELOG.md'],
};

/** Some file systems don't distinguish SECURITY.md from docs/security.md. */
const RENAMED = { 'SECURITY.md': 'reporting-vulnerabilities.md' };

/** @param {string} path of a page's source @returns {string} its source's path on the site, such as `billing/meters.md` */
export const pathOnSite = (path) =>
  RENAMED[path] ??
  path
    .replace(/^docs\//, '')
    .replace(/(^|\/)README\.md$/, '$1index.md')
    .toLowerCase();

/** Sources by their path on the site. */
export const SOURCES = new Map(
  Object.values(GROUPS)
    .flat()
    .map((path) => [pathOnSite(path), path]),
);

/**
 * Patterns of the Markdown files that are not pages: nested files in folders with pages, and all files in other
 * folders.
 */
export const EXCLUDED = [
  ...readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['apps', 'bench', 'docs', 'libs'].includes(entry.name))
    .map(({ name }) => `${name}/**`),
  'apps/*/*/**',
  'bench/*/**',
  'libs/*/*/**',
];

/** @param {string} path of a page's source @returns {string} its address, relative to the address of the site */
export const addressOf = (path) => `/${pathOnSite(path).replace(/(index)?\.md$/, '')}`;

/** @returns {string} the first heading of a page's source, without backticks */
export function titleOf(path) {
  const [, title = path] = /^#\s+(.+)$/m.exec(readFileSync(join(ROOT, path), 'utf8')) ?? [];
  return title.replaceAll('`', '');
}

/**
 * Converts a link on a page, which works in the repository, to a link that works on the site.
 * @param {string} from path on the site of the page that contains the link
 * @param {string} href relative, without a scheme
 * @returns {string | undefined} an address relative to the address of the site; undefined for a source file, which is
 *   not a page
 */
export function resolveLink(from, href) {
  const [target, anchor] = href.split('#');
  const source = SOURCES.get(from) ?? from;
  const path = posix.join(posix.dirname(source), target);
  const isFolder = existsSync(join(ROOT, path)) && statSync(join(ROOT, path)).isDirectory();
  const page = isFolder ? posix.join(path, 'README.md') : path;
  if (/\.(png|svg)$/.test(page)) return page.replace(/^docs\//, '/');
  if (!SOURCES.has(pathOnSite(page))) return undefined;
  return addressOf(page) + (anchor === undefined ? '' : `#${anchor}`);
}
