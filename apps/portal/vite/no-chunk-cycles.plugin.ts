import type { Plugin } from 'vite';

/**
 * Fails the build if files import each other in a circle: one of them would run before the values that it needs are
 * defined, and every page that loads it would fail.
 */
export function noChunkCycles(): Plugin {
  return {
    name: 'no-chunk-cycles',
    apply: 'build',
    generateBundle(_options, bundle) {
      const importsOf = new Map(
        Object.values(bundle).flatMap((file) =>
          file.type === 'chunk' ? [[file.fileName, file.imports]] : [],
        ),
      );
      const cycle = findCycle(importsOf);
      if (cycle !== null) this.error(`Files of the build import each other: ${cycle.join(' → ')}`);
    },
  };
}

/**
 * Returns the names of files that import each other in a circle; null if there are none.
 * @param importsOf names of the files that each file imports
 */
export function findCycle(importsOf: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | null => {
    const at = path.indexOf(file);
    if (at >= 0) return [...path.slice(at), file];
    if (done.has(file)) return null;
    for (const imported of importsOf.get(file) ?? []) {
      const cycle = visit(imported, [...path, file]);
      if (cycle !== null) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of importsOf.keys()) {
    const cycle = visit(file, []);
    if (cycle !== null) return cycle;
  }
  return null;
}
