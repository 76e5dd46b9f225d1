/** An app as the supervisor sees it. */
export interface AppEntry {
  name: string;
  /** Its script, below the product's folder. */
  script: string;
  /** Where it tells that it is ready: on the portal's port, on a port of its own, or not at all. */
  health: 'api' | 'own' | 'none';
  /** Only the demo world needs it. */
  demoOnly: boolean;
  /** How long it may finish what it does when it is asked to stop. */
  stopGraceMs: number;
}

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
    health: 'own',
    demoOnly: false,
    stopGraceMs: 20_000,
  },
  { name: 'api', script: 'dist/apps/api/src/main.js', health: 'api', demoOnly: false, stopGraceMs: 15_000 },
  {
    name: 'worker',
    script: 'dist/apps/worker/src/main.js',
    health: 'own',
    demoOnly: false,
    stopGraceMs: 20_000,
  },
];

export const MIGRATION_SCRIPT = 'dist/apps/standalone/src/migrate.main.js';
