/** App as seen by the supervisor. */
export interface AppEntry {
  name: string;
  /** Path of its script within the product's folder. */
  script: string;
  /** Options for Node. */
  nodeOptions?: readonly string[];
  /** Port on which the app reports that it is ready: that of the portal (`api`), its `own`, or `none`. */
  health: 'api' | 'own' | 'none';
  /** Whether only the demo needs the app. */
  demoOnly: boolean;
  /** Time that the app has to finish when it is stopped. */
  stopGraceMs: number;
  /**
   * Position among several processes of one app, such as `2/3`. A process beyond the number, such as `3/2`, ends by
   * itself when it is done.
   */
  share?: string;
  /** Whether the app ends by itself and is then not restarted. */
  isLeaving?: boolean;
}

/**
 * Heap limits for apps that stream readings. V8 lets a heap with a high limit grow to several times its live data, but
 * a heap with this limit to less than twice its live data. With a larger young generation, objects that live for a
 * second are rarely promoted to the old one.
 * @param nurseryMiB size of a semi-space of the young generation
 */
const steadyHeap = (nurseryMiB: number): readonly string[] => [
  '--max-old-space-size=1536',
  `--max-semi-space-size=${nurseryMiB}`,
];

/**
 * Apps in the order of stopping: those that send, then those that receive, then those that serve, then those that
 * process the rest.
 */
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
    // The contracts of a billing run's batch become garbage together. Copying them between generations took an eighth
    // of the CPU time.
    nodeOptions: steadyHeap(48),
    health: 'own',
    demoOnly: false,
    stopGraceMs: 20_000,
  },
];

/**
 * Returns the apps with `count` ingest processes. If an earlier start had more, also includes those processes: the
 * broker still has messages for them, which they process before they end.
 * @param before number of processes at an earlier start
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
