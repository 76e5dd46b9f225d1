import { FIRST_LOADS, moduleId } from './first-loads.js';

/** The part of Rolldown's chunking context needed for the names. */
interface ModuleGraph {
  getModuleInfo(
    id: string,
  ): { readonly importers: readonly string[]; readonly dynamicImporters: readonly string[] } | null;
}

/** Charts load after the first page, and on most later pages not at all, so their code is separate. */
const CHARTS = 'charts';

const GLOBAL_STYLES = /(?<!\.module)\.css$/;

const FIRST_OF = new Map(
  Object.entries(FIRST_LOADS).flatMap(([area, { modules }]) =>
    modules.map((module) => [moduleId(module), area] as const),
  ),
);

/**
 * Names the chunk of a module that a first page loads, or returns null for all others. A first page consists of few
 * chunks, because each costs half a kilobyte of headers and compresses worse than a larger one: `kit` and `app` for
 * packages and code that every page loads, one for the area alone, and those that areas share.
 */
export function nameFirstLoads(id: string, graph: ModuleGraph): string | null {
  // A dynamically imported page in a larger chunk would get a second file that only refers to it. Global styles stay with
  // the first script, which must not wait for any other.
  if (FIRST_OF.has(id) || GLOBAL_STYLES.test(id)) return null;
  const firsts = firstLoadsOf(id, graph);
  if (firsts.size === 0) return null;
  const group = groupOf(firsts);
  if (group === CHARTS) return null;
  // Packages change less often than the portal's code, so browsers keep them longer.
  return group === 'app' && id.includes('node_modules') ? 'kit' : group;
}

/**
 * Names shared chunks by the areas that load them, so that a technician's phone never loads code that only the console
 * uses. Finer chunks would cost more in requests than they save in bytes.
 * @param prefix of the chunk's name
 * @returns `kit-technician`, `kit-console` and so on
 */
export function nameLaterLoads(prefix: string): (id: string, graph: ModuleGraph) => string {
  const known = new Map<string, string>();
  return (id, graph) => {
    const isOfCharts = firstLoadsOf(id, graph).has(CHARTS);
    const name = known.get(id) ?? `${prefix}-${isOfCharts ? CHARTS : groupOf(areasOf(id, graph))}`;
    known.set(id, name);
    return name;
  };
}

function groupOf(areas: ReadonlySet<string>): string {
  if (areas.has('app')) return 'app';
  const [area = 'rare', ...others] = [...areas].filter((name) => areas.size === 1 || name !== CHARTS);
  if (others.length === 0) return area;
  return areas.has('technician') ? 'common' : 'console';
}

const firstLoads = new Map<string, ReadonlySet<string>>();

/** Areas with a first page that statically imports the module. */
function firstLoadsOf(id: string, graph: ModuleGraph): ReadonlySet<string> {
  const known = firstLoads.get(id);
  if (known !== undefined) return known;
  const firsts = new Set<string>();
  for (const importer of importersOf(id, (module) => graph.getModuleInfo(module)?.importers ?? [])) {
    const area = FIRST_OF.get(importer);
    if (area !== undefined) firsts.add(area);
  }
  firstLoads.set(id, firsts);
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

/** Area of the folder that contains the file; undefined for shared code. */
function areaOfFile(id: string): string | undefined {
  return /portal\/src\/areas\/([a-z]+)\//.exec(id)?.[1];
}
