import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Static imports of other files, without types. */
const RELATIVE_IMPORT = /(?:import|export)\s(?!type\s)[^;]*?from\s*['"](\.[^'"]+)['"]/g;

/** The code files and all their direct and indirect static imports by relative path. */
export function withImports(files: readonly string[]): ReadonlySet<string> {
  const seen = new Set(files);
  // Iterating over a set also visits elements added during the iteration.
  for (const file of seen)
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(RELATIVE_IMPORT)) {
      const named = resolve(dirname(file), path);
      // Sources in TypeScript import the names of their outputs.
      const found = [named.replace(/\.js$/, '.ts'), named.replace(/\.js$/, '.tsx'), named].find(existsSync);
      if (found !== undefined && /\.(tsx?|m?js)$/.test(found)) seen.add(found);
    }
  return seen;
}
