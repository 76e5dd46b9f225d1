import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { parseAst } from 'vite';

/** File that defines a name exported by a package. */
export interface Origin {
  readonly file: string;
  /** Name of the export in that file. */
  readonly name: string;
}

/** Maps each name that the package's entry exports to the file that defines it. */
export function readBarrel(name: string): ReadonlyMap<string, Origin> {
  const entry = findEntry(name);
  const imported = new Map<string, Origin>();
  const exported = new Map<string, Origin>();
  const nameOf = (node: { type: string; name?: string; value?: unknown }): string =>
    node.type === 'Identifier' ? (node.name ?? '') : String(node.value);
  for (const node of parseAst(readFileSync(entry, 'utf8')).body) {
    if (node.type === 'ImportDeclaration') {
      const source = String(node.source.value);
      const file = source.startsWith('.') ? resolve(dirname(entry), source) : source;
      for (const specifier of node.specifiers)
        if (specifier.type === 'ImportSpecifier')
          imported.set(specifier.local.name, { file, name: nameOf(specifier.imported) });
    }
    if (node.type !== 'ExportNamedDeclaration') continue;
    const source = node.source === null ? undefined : String(node.source.value);
    for (const specifier of node.specifiers) {
      const local = nameOf(specifier.local);
      const origin = source?.startsWith('.')
        ? { file: resolve(dirname(entry), source), name: local }
        : imported.get(local);
      if (origin !== undefined) exported.set(nameOf(specifier.exported), origin);
    }
  }
  return exported;
}

/** The file that a bundler resolves for the package's name. */
export function findEntry(name: string): string {
  const require = createRequire(import.meta.url);
  const [folder] = (require.resolve.paths(name) ?? [])
    .map((path) => resolve(path, name))
    .filter((path) => readPackage(path) !== undefined);
  const manifest = folder === undefined ? undefined : readPackage(folder);
  const entry = manifest?.exports?.['.']?.import?.default ?? manifest?.module;
  if (folder === undefined || entry === undefined) throw new Error(`${name} has no entry for bundlers`);
  return resolve(folder, entry);
}

interface Manifest {
  readonly module?: string;
  readonly exports?: { readonly '.'?: { readonly import?: { readonly default?: string } } };
}

function readPackage(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}
