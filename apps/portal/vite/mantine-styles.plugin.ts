import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { findEntry, readBarrel } from './barrel.js';
import { FIRST_LOADS, moduleId } from './first-loads.js';
import { withImports } from './static-imports.js';

const VIRTUAL = 'virtual:mantine-styles.css';
const RESOLVED = '\0mantine-styles.css';
/** Module that adds the styles of the later components to the page. */
const LATER = 'virtual:later-kit-styles';
const PACKAGE = '@mantine/core';
/** Styles that belong to no component. `virtual:mantine-variables.css` replaces the kit's variables. */
const BASE = ['baseline', 'global'];
const NAMED_IMPORT = /import\s*\{([^}]*)\}\s*from\s*['"]@mantine\/core['"]/g;
const CLASSES_OF_COMPONENT = /@mantine\/core\/esm\/.*\/(\w+)\.module\.mjs$/;

/**
 * Serves the component kit's styles only for the components that the portal uses, in the kit's own order. The full
 * sheet is more than twice as large, and every page waits for it. In the build, only the components of first pages are
 * in this sheet; the code of all others first adds a second one.
 * @param source folder of the portal's code
 */
export function mantineStyles(source: string): Plugin {
  const all = usedComponents([
    ...filesBelow(source, /\.tsx?$/),
    ...filesBelow(dirname(findEntry('@mantine/notifications')), /\.mjs$/),
  ]);
  const pages = Object.values(FIRST_LOADS).flatMap(({ modules }) => modules);
  const firsts = usedComponents([...withImports(pages.map(moduleId))]);
  let isBuild = false;
  return {
    name: 'mantine-styles',
    configResolved(config) {
      isBuild = config.command === 'build';
    },
    resolveId: (id) => (id === VIRTUAL ? RESOLVED : id === LATER ? `\0${LATER}` : null),
    load(id) {
      if (id === RESOLVED) return stylesOf([...BASE, ...(isBuild ? firsts : all)]);
      if (id !== `\0${LATER}`) return null;
      const sheet = this.emitFile({
        type: 'asset',
        name: 'later-kit.css',
        source: laterStyles(
          source,
          [...all].filter((name) => !firsts.has(name)),
        ),
      });
      return `import { addKitStyles } from ${JSON.stringify(join(source, 'theme/add-kit-styles.ts'))};
        await addKitStyles(import.meta.ROLLUP_FILE_URL_${sheet});`;
    },
    transform(code, id) {
      const [, component] = CLASSES_OF_COMPONENT.exec(id) ?? [];
      if (!isBuild || component === undefined || firsts.has(component)) return null;
      return { code: `import ${JSON.stringify(LATER)};\n${code}`, map: null };
    },
  };
}

/**
 * The sheet is added after `kit.css`, so it repeats those rules to keep the order: `kit.css` overrides the kit. Within
 * the kit, a component's styles always follow those of the components that it consists of.
 */
function laterStyles(source: string, components: readonly string[]): string {
  return `${stylesOf(components)}\n${readFileSync(join(source, 'theme/kit.css'), 'utf8')}`;
}

function stylesOf(names: readonly string[]): string {
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
    .filter(({ name }) => names.includes(name))
    .sort((a, b) => a.at - b.at)
    .map(({ css }) => css)
    .join('\n');
}

/** Returns the folders of components that the files import from the kit, directly or indirectly. */
function usedComponents(importers: readonly string[]): ReadonlySet<string> {
  const barrel = readBarrel(PACKAGE);
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
  const files = names.flatMap((name) => barrel.get(name)?.file ?? []).filter((file) => file.startsWith('/'));
  // Some shared parts of components, such as the row of a checkbox and its label, are outside `components`.
  return new Set(
    [...withImports(files)].flatMap((file) => file.split('/esm/')[1]?.split('/').slice(0, -1) ?? []),
  );
}

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => join(folder, file));
}
