/** An app as the supervisor sees it. */
export interface AppEntry {
  name: string;
  /** Its script, below the product's folder. */
  script: string;
  /** What Node is told beside it. */
  nodeOptions?: readonly string[];
  /** Where it tells that it is ready: on the portal's port, on a port of its own, or not at all. */
  health: 'api' | 'own' | 'none';
  /** Only the demo world needs it. */
  demoOnly: boolean;
  /** How long it may finish what it does when it is asked to stop. */
  stopGraceMs: number;
  /** Of several processes of one app: which it is of how many, such as `2/3`. One beyond them, `3/2`, ends by itself when it is done. */
  share?: string;
  /** It ends by itself, and is not started again then. */
  isLeaving?: boolean;
}

/**
 * For those that work through streams of readings. V8 lets a heap that may grow large fill with garbage to several times what
 * lives, and one of this size to less than twice; with a larger nursery what lives for a second seldom gets into it.
 * @param nurseryMiB half of what newborn objects have
 */
const steadyHeap = (nurseryMiB: number): readonly string[] => [
  '--max-old-space-size=1536',
  `--max-semi-space-size=${nurseryMiB}`,
];

/** In the order of stopping: who sends first, then who takes in, then who serves, then who works off the rest. */
export const APPS: readonly AppEntry[] = [
  {
    name: 'simulator',
    script: 'dist/apps/simulator/src/main.js',
    health: 'none',
    demoOnly: true,
    stopGraceMs: 10_000,
  },
  {
    name: 'ingest',
    script: 'dist/apps/ingest/src/main.js',
    nodeOptions: steadyHeap(32),
    health: 'own',
    demoOnly: false,
    stopGraceMs: 20_000,
  },
  { name: 'api', script: 'dist/apps/api/src/main.js', health: 'api', demoOnly: false, stopGraceMs: 15_000 },
  {
    name: 'worker',
    script: 'dist/apps/worker/src/main.js',
    // A set of contracts of a billing run dies with it: copied while it lives, it took an eighth of the processor's time.
    nodeOptions: steadyHeap(48),
    health: 'own',
    demoOnly: false,
    stopGraceMs: 20_000,
  },
];

/**
 * The apps with so many processes of ingest, and with those that an earlier start had beyond them: the broker still keeps
 * messages for those, which they take in before they leave.
 * @param before how many there were at an earlier start
 */
export function withIngestProcesses(
  apps: readonly AppEntry[],
  count: number,
  before: number,
): readonly AppEntry[] {
  const total = Math.max(count, before);
  if (total === 1) return apps;
  return apps.flatMap((app) => {
    if (app.name !== 'ingest') return [app];
    return Array.from({ length: total }, (_, i): AppEntry => {
      const share = `${i + 1}/${count}`;
      const name = i === 0 ? app.name : `${app.name}-${i + 1}`;
      return i < count ? { ...app, name, share } : { ...app, name, share, isLeaving: true, health: 'none' };
    });
  });
}

export const MIGRATION_SCRIPT = 'dist/apps/standalone/src/commands/migrate.main.js';
