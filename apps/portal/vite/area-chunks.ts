/** The part of Rolldown's chunking context that the names need. */
interface ModuleGraph {
  getModuleInfo(
    id: string,
  ): { readonly importers: readonly string[]; readonly dynamicImporters: readonly string[] } | null;
}

const AREA_SHELLS: Readonly<Record<string, string>> = {
  'maker-shell': 'maker',
  'customer-shell': 'customer',
};

/**
 * Names shared chunks by the areas that load them, so that a technician's phone never loads what only the console uses.
 * Finer chunks would cost more in requests than they save in bytes.
 * @param prefix of the chunk's name
 * @returns `kit-app` for modules that every page loads, else `kit-technician`, `kit-console` and so on
 */
export function nameByAreas(prefix: string): (id: string, graph: ModuleGraph) => string {
  const known = new Map<string, ReadonlySet<string>>();
  return (id, graph) => {
    const areas = known.get(id) ?? areasOf(id, graph);
    known.set(id, areas);
    return `${prefix}-${groupOf(areas)}`;
  };
}

function groupOf(areas: ReadonlySet<string>): string {
  if (areas.has('app')) return 'app';
  if (areas.size <= 1) return [...areas][0] ?? 'rare';
  return areas.has('technician') ? 'common' : 'console';
}

/** Every area that loads the module: its own, and those of the files that import it, however long the chain. */
function areasOf(id: string, graph: ModuleGraph): ReadonlySet<string> {
  const areas = new Set<string>();
  const seen = new Set([id]);
  const queue = [id];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const area = areaOfFile(next);
    if (area !== undefined) areas.add(area);
    const module = graph.getModuleInfo(next);
    // A page is imported dynamically by the routes, which does not make it part of what every page loads.
    const isLazyPart = area === undefined && !/app\/pages\//.test(next);
    const importers = [...(module?.importers ?? []), ...(isLazyPart ? (module?.dynamicImporters ?? []) : [])];
    for (const importer of importers)
      if (!seen.has(importer)) {
        seen.add(importer);
        queue.push(importer);
      }
  }
  return areas;
}

/** The area whose folder holds the file; `app` for what is loaded before anybody signs in, such as the routes. */
function areaOfFile(id: string): string | undefined {
  const [, path] = /portal\/src\/(.+)$/.exec(id) ?? [];
  if (path === undefined) return undefined;
  const shell = AREA_SHELLS[/^app\/shell\/([a-z-]+)\.tsx$/.exec(path)?.[1] ?? ''];
  if (shell !== undefined) return shell;
  if (/^app\/shell\//.test(path)) return undefined;
  // Set-up, invitations and forgotten passwords are rare: they load what the areas share instead of weighing on every sign-in.
  if (/^app\/pages\/(?!sign-in|auth|crash|not-found)/.test(path)) return undefined;
  if (/^(start|app\/.+|[a-z]+\/(routes|pages))\.tsx?$/.test(path)) return 'app';
  return /^(maker|customer|technician|packs)\//.exec(path)?.[1];
}
