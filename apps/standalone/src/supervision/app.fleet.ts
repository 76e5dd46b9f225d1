import { waitUntilReady } from './app.readiness.js';
import { locateScript } from './app-script.js';
import type { AppEntry } from './apps.table.js';
import { composeAppEnvironment, type EnvironmentFacts } from '../domain/start/app-environment.js';
import { reachableHost } from '../domain/start/bind-address.js';
import type { Log } from './log.writer.js';
import { findInternalPort } from './port.probe.js';
import type { ProcessRecords } from './process-records.store.js';
import { StartRejected } from '../start-rejected.error.js';
import { SupervisedApp } from './supervised.app.js';

/** Number of crashes in a row during the start after which an app is considered unable to start. */
const MAX_CRASHES_IN_A_ROW = 5;
const READY_TIMEOUT_MS = 180_000;
/** Apps in the order of their metrics ports. Further processes of ingest, `ingest-2` and so on, come after them. */
const METRICS_APPS = ['api', 'ingest', 'worker'];

/** The product's apps as a unit: started together, ready together, stopped in order. */
export class AppFleet {
  private isStopping = false;
  private readonly running: { entry: AppEntry; app: SupervisedApp; readyUrl?: string }[] = [];

  constructor(
    private readonly productFolder: string,
    private readonly inherited: Readonly<Record<string, string | undefined>>,
    private readonly facts: EnvironmentFacts,
    private readonly records: ProcessRecords,
    private readonly log: Log,
  ) {}

  async start(entry: AppEntry): Promise<void> {
    const healthPort = await this.healthPortOf(entry);
    // If the fleet was stopped in the meantime, an app started now would not be stopped.
    if (this.isStopping) return;
    const app = new SupervisedApp({
      name: entry.name,
      entry: locateScript(this.productFolder, entry.script),
      nodeOptions: entry.nodeOptions ?? [],
      env: composeAppEnvironment(this.inherited, this.facts, { healthPort, share: entry.share }),
      isLeaving: entry.isLeaving ?? false,
      cwd: this.productFolder,
      records: this.records,
      log: this.log,
    });
    this.running.push({ entry, app, readyUrl: this.readyUrlOf(entry, healthPort) });
    app.start();
  }

  /** @param checkStopped throws if the start was interrupted */
  async waitUntilReady(checkStopped: () => void): Promise<void> {
    const deadline = Date.now() + READY_TIMEOUT_MS;
    await Promise.all(
      this.running.map(async ({ app, readyUrl }) => {
        if (readyUrl === undefined) return;
        await waitUntilReady(readyUrl, () => {
          checkStopped();
          if (app.crashes >= MAX_CRASHES_IN_A_ROW) {
            throw new StartRejected(
              `${app.name} does not start. See its messages above, or log/${app.name}.log in the home.`,
            );
          }
          if (Date.now() > deadline) {
            throw new StartRejected(
              `${app.name} is not ready after ${READY_TIMEOUT_MS / 1000} s. See log/${app.name}.log in the home.`,
            );
          }
        });
      }),
    );
  }

  /** Resolves when all apps that end by themselves have ended. */
  async waitUntilFinished(): Promise<void> {
    const finishing = this.running.filter(({ entry }) => entry.isLeaving);
    await Promise.all(finishing.map(({ app }) => app.left));
  }

  /** Returns whether the app has crashed too often in a row. */
  isCrashLooping(name: string): boolean {
    return this.running.some(({ app }) => app.name === name && app.crashes >= MAX_CRASHES_IN_A_ROW);
  }

  /** @param order names, first to stop first */
  async stop(order: readonly string[]): Promise<void> {
    this.isStopping = true;
    const inOrder = [...this.running].sort(
      (a, b) => order.indexOf(a.entry.name) - order.indexOf(b.entry.name),
    );
    for (const { entry, app } of inOrder) await app.stop(entry.stopGraceMs);
  }

  /** Kills all apps without letting them finish. */
  kill(): void {
    for (const { app } of this.running) app.kill();
  }

  private async healthPortOf({ name, health }: AppEntry): Promise<number | undefined> {
    const metricsIndex = metricsIndexOf(name);
    if (health !== 'none' && this.facts.metricsPort !== undefined && metricsIndex >= 0)
      return this.facts.metricsPort + metricsIndex;
    return health === 'own' ? findInternalPort() : undefined;
  }

  private readyUrlOf(entry: AppEntry, healthPort: number | undefined): string | undefined {
    switch (entry.health) {
      case 'api':
        return `http://${reachableHost(this.facts.host)}:${this.facts.port}/api/v1/health/ready`;
      case 'own':
        return `http://127.0.0.1:${healthPort}/health/ready`;
      case 'none':
        return undefined;
    }
  }
}

/** Returns the index of the app's port for metrics, starting at 0; negative if it has none. */
function metricsIndexOf(name: string): number {
  const ingestNumber = /^ingest-(\d+)$/.exec(name)?.[1];
  return ingestNumber === undefined
    ? METRICS_APPS.indexOf(name)
    : METRICS_APPS.length + Number(ingestNumber) - 2;
}
