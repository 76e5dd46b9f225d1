import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { findEntry, readBarrel } from './barrel.js';

const VIRTUAL = 'virtual:mantine-styles.css';
const RESOLVED = '\0mantine-styles.css';
const PACKAGE = '@mantine/core';
/** Styles that belong to no component. */
const BASE = ['baseline', 'default-css-variables', 'global'];
const NAMED_IMPORT = /import\s*\{([^}]*)\}\s*from\s*['"]@mantine\/core['"]/g;
const RELATIVE_IMPORT = /from\s*"(\.[^"]+)"/g;

/**
 * Serves the component kit's styles only for the components that the portal uses, in the kit's own order. The full
 * sheet is more than twice as large, and every page waits for it.
 * @param source folder of the portal's code
 */
export function mantineStyles(source: string): Plugin {
  return {
    name: 'mantine-styles',
    resolveId: (id) => (id === VIRTUAL ? RESOLVED : null),
    load: (id) => (id === RESOLVED ? stylesOf(usedComponents(source)) : null),
  };
}

function stylesOf(components: ReadonlySet<string>): string {
  const root = resolve(dirname(findEntry(PACKAGE)), '..');
  const allStyles = readFileSync(join(root, 'styles.css'), 'utf8');
  const sheets = readdirSync(join(root, 'styles'))
    .filter((file) => file.endsWith('.css') && !file.endsWith('.layer.css'))
    .map((file) => ({
      name: file.replace(/\.css$/, ''),
      css: readFileSync(join(root, 'styles', file), 'utf8').trim(),
    }))
    .map((sheet) => ({ ...sheet, at: allStyles.indexOf(sheet.css) }));
  const lost = sheets.find(({ at }) => at < 0);
  if (lost)
    throw new Error(`${PACKAGE}/styles.css does not contain ${lost.name}.css, so its order is unknown`);
  return sheets
    .filter(({ name }) => BASE.includes(name) || components.has(name))
    .sort((a, b) => a.at - b.at)
    .map(({ css }) => css)
    .join('\n');
}

/** Returns the folders of components that the code or another package of the kit imports, directly or indirectly. */
function usedComponents(source: string): ReadonlySet<string> {
  const barrel = readBarrel(PACKAGE);
  const importers = [
    ...filesBelow(source, /\.tsx?$/),
    ...filesBelow(dirname(findEntry('@mantine/notifications')), /\.mjs$/),
  ];
  const names = importers.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(NAMED_IMPORT)].flatMap(([, list = '']) =>
      list.split(',').map((part) =>
        part
          .trim()
          .replace(/^type\s+/, '')
          .replace(/\s+as\s.*$/, ''),
      ),
    ),
  );
  const queue = names.flatMap((name) => barrel.get(name)?.file ?? []).filter((file) => file.startsWith('/'));
  const seen = new Set(queue);
  for (let file = queue.pop(); file !== undefined; file = queue.pop())
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(RELATIVE_IMPORT)) {
      const next = resolve(dirname(file), path);
      if (!seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  // Some shared parts of components, such as the row of a checkbox and its label, are outside `components`.
  return new Set([...seen].flatMap((file) => file.split('/esm/')[1]?.split('/').slice(0, -1) ?? []));
}

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => join(folder, file));
}
