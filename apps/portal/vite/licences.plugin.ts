import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Writes `licences.txt` beside the pages, with the licence of every package that has code, fonts or maps in the build.
 * The licences require this.
 */
export function licences(): Plugin {
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      const folders = new Set(
        [...this.getModuleIds()].map(findPackage).filter((folder) => folder !== undefined),
      );
      const texts = [...[...folders].map(describe).sort(), describeCldr()];
      this.emitFile({
        type: 'asset',
        fileName: 'licences.txt',
        source: `These packages are part of the portal.\n\n${texts.join(`\n${'-'.repeat(80)}\n`)}`,
      });
    },
  };
}

/** Folder of the package that contains a module; undefined for our own modules and the bundler's. */
function findPackage(id: string): string | undefined {
  const path = id.replace(/^\0/, '').replace(/\?.*$/, '');
  if (!path.includes(`${sep}node_modules${sep}`)) return undefined;
  let folder = dirname(path);
  // A package.json without a name only sets the module type of the files in its folder.
  while (folder !== dirname(folder) && readManifest(folder)?.name === undefined) folder = dirname(folder);
  return folder;
}

function readManifest(folder: string): { name?: string; version?: string; license?: string } | undefined {
  const file = join(folder, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }) : undefined;
}

/** Describes CLDR, which is not an npm dependency: `scripts/write-zone-cities.mjs` copied some of its data. */
function describeCldr(): string {
  const file = join(import.meta.dirname, '../src/i18n/cldr-licence.txt');
  return `Unicode CLDR, names of time zones' cities, Unicode-3.0\n\n${readFileSync(file, 'utf8').trim()}\n`;
}

function describe(folder: string): string {
  const { name = '', version = '', license = 'licence not named' } = readManifest(folder) ?? {};
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version}, ${license}\n\n${file ? readFileSync(join(folder, file), 'utf8').trim() : ''}\n`;
}
