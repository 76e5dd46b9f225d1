import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const SOURCE = /\.(ts|tsx)$/;
const GENERATED = /\.gen\.ts$|\.d\.ts$/;
const STATEMENT =
  /^(?:import|export)\s+(type\s+)?(?:(\*(?:\s+as\s+\w+)?|[\w$]+|\{[^}]*\}|[\w$]+,\s*\{[^}]*\})\s+from\s+)?'([^']+)';?|import\('([^']+)'\)/gm;

/**
 * Reads the TypeScript files below some folders, each with its text and its imports.
 * @param root of the repository
 * @returns {Map<string, {text: string, lines: string[], imports: {spec: string, to: string | null, isType:
 *   boolean}[]}>} by path
 */
export function readSources(root, folders) {
  const files = new Map();
  for (const folder of folders)
    for (const path of filesBelow(join(root, folder))) {
      const name = relative(root, path);
      if (!SOURCE.test(name) || GENERATED.test(name)) continue;
      const text = readFileSync(path, 'utf8');
      files.set(name, { text, lines: text.split('\n'), imports: [] });
    }
  for (const [name, file] of files) file.imports = importsOf(name, file.text, files);
  return files;
}

export const isSpec = (name) => /\.(spec|story)\.tsx?$/.test(name) || /^(apps\/[^/]+\/)?test\//.test(name);

function filesBelow(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .filter((path) => !path.includes('node_modules') && !path.includes('/dist/'));
  } catch {
    return [];
  }
}

function importsOf(name, text, files) {
  return [...text.matchAll(STATEMENT)].map(([, type, names = '', spec, lazy]) => ({
    spec: spec ?? lazy,
    to: resolve(name, spec ?? lazy, files),
    isType: type !== undefined || isAllTypes(names),
  }));
}

/** `{ type A, type B }` doesn't exist at run time either. */
function isAllTypes(names) {
  const listed = /^\{([^}]*)\}$/
    .exec(names.trim())?.[1]
    ?.split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  return listed !== undefined && listed.length > 0 && listed.every((one) => one.startsWith('type '));
}

function resolve(from, spec, files) {
  const lib = /^#([a-z-]+)(\/domain)?$/.exec(spec);
  const base = lib
    ? `libs/${lib[1]}/src${lib[2] ?? ''}/index.ts`
    : spec.startsWith('.')
      ? normalize(join(dirname(from), spec)).replace(/\.js$/, '.ts')
      : null;
  if (base === null) return null;
  return [base, base.replace(/\.ts$/, '.tsx')].find((path) => files.has(path)) ?? null;
}
