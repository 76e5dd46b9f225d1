import { FIRST_LOADS, moduleId } from './first-loads.js';

/** The part of Rolldown's chunking context needed for the names. */
interface ModuleGraph {
  getModuleInfo(
    id: string,
  ): { readonly importers: readonly string[]; readonly dynamicImporters: readonly string[] } | null;
}

const FIRST_OF = new Map(
  Object.entries(FIRST_LOADS).flatMap(([area, { modules }]) =>
    modules.map((module) => [moduleId(module), area] as const),
  ),
);

/**
 * Names shared chunks by the areas that load them, so that a technician's phone never loads code that only the console
 * uses. Modules that no first page uses are in separate chunks, so that the first page does not wait for them. Finer
 * chunks would cost more in requests than they save in bytes.
 * @param prefix of the chunk's name
 * @returns `kit-app` for modules that every page loads, `kit-technician`, `kit-console` and so on for those of first
 *   pages, and `kit-later-console` and so on for the rest
 */
export function nameByAreas(prefix: string): (id: string, graph: ModuleGraph) => string {
  const known = new Map<string, string>();
  return (id, graph) => {
    const name = known.get(id) ?? nameOf(id, graph);
    known.set(id, name);
    return `${prefix}-${name}`;
  };
}

function nameOf(id: string, graph: ModuleGraph): string {
  const firsts = firstLoadsOf(id, graph);
  return firsts.size > 0 ? groupOf(firsts) : `later-${groupOf(areasOf(id, graph))}`;
}

function groupOf(areas: ReadonlySet<string>): string {
  if (areas.has('app')) return 'app';
  if (areas.size <= 1) return [...areas][0] ?? 'rare';
  return areas.has('technician') ? 'common' : 'console';
}

/** Areas with a first page that statically imports the module. */
function firstLoadsOf(id: string, graph: ModuleGraph): ReadonlySet<string> {
  const firsts = new Set<string>();
  for (const importer of importersOf(id, (module) => graph.getModuleInfo(module)?.importers ?? [])) {
    const area = FIRST_OF.get(importer);
    if (area !== undefined) firsts.add(area);
  }
  return firsts;
}

/** All areas that load the module: its own, and those of its direct and indirect importers. */
function areasOf(id: string, graph: ModuleGraph): ReadonlySet<string> {
  const importers = importersOf(id, (module) => {
    const info = graph.getModuleInfo(module);
    // Routes import pages dynamically, so a page does not belong to the code that every page loads.
    const isLazyPart = areaOfFile(module) === undefined && !/app\/pages\//.test(module);
    return [...(info?.importers ?? []), ...(isLazyPart ? (info?.dynamicImporters ?? []) : [])];
  });
  return new Set([...importers].map(areaOfFile).filter((area) => area !== undefined));
}

/** The module and all its direct and indirect importers. */
function importersOf(
  id: string,
  directImporters: (module: string) => readonly string[],
): ReadonlySet<string> {
  const seen = new Set([id]);
  // Iterating over a set also visits elements added during the iteration.
  for (const module of seen) for (const importer of directImporters(module)) seen.add(importer);
  return seen;
}

/** Area of the folder that contains the file; `app` for files loaded before sign-in, such as the routes. */
function areaOfFile(id: string): string | undefined {
  const [, path] = /portal\/src\/(.+)$/.exec(id) ?? [];
  if (path === undefined) return undefined;
  // Set-up, invitations and password resets are rare. They load shared chunks, so that they do not slow down every
  // sign-in.
  if (/^app\/pages\/(?!sign-in|auth)/.test(path)) return undefined;
  if (/^(start|app\/.+|areas\/[a-z]+\/(routes|pages))\.tsx?$/.test(path)) return 'app';
  return /^areas\/([a-z]+)\//.exec(path)?.[1];
}
