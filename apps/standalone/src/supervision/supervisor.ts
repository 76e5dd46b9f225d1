import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppFleet } from './app.fleet.js';
import { APPS, type AppEntry, withIngestProcesses } from './apps.table.js';
import { publicUrlOf } from '../domain/start/app-environment.js';
import { reachableHost } from '../domain/start/bind-address.js';
import type { StartOptions } from '../domain/start/command-line.js';
import { drawTable, parseDemoLogins, rowsOfLogins, type DemoLogin } from '../domain/start/startup-table.js';
import { HomeFolder } from '../home/home-folder.store.js';
import { lockHome, assertCompatibleVersion, assertNoForeignFiles } from '../home/home.gate.js';
import { resetInstallation } from '../home/installation.reset.js';
import { ensureInstallation } from '../home/installation.store.js';
import { ListeningPorts } from './listening.ports.js';
import { Log } from './log.writer.js';
import { migrateDatabase } from './migration.process.js';
import { resolveMqttListener } from './mqtt.listener.js';
import { prepareEmbeddedDatabase } from '../postgres/embedded.database.js';
import { checkExternalPostgres, checkSchemaVersion } from '../postgres/external-postgres.probe.js';
import type { Product } from '../product.facts.js';
import { ProcessRecords } from './process-records.store.js';
import { removeRunning, writeRunning } from './running.store.js';
import type { StandaloneConfig } from '../config.js';
import { isSetupNeeded, createSetupToken } from '../home/setup-token.js';
import { SupervisionEnded } from './supervision-ended.error.js';

const DEFAULT_PORT = 3000;
/**
 * Maximum wait for the demo's logins, which are among the first seeded data. Without them, the table is displayed
 * without logins.
 */
const LOGINS_TIMEOUT_MS = 120_000;

/** One run of the whole product on a home, from the empty folder to the last stopped process. */
export class Supervisor {
  private readonly home: HomeFolder;
  private readonly log: Log;
  private readonly records: ProcessRecords;
  private apps: readonly AppEntry[];
  private readonly startedAt = Date.now();
  private readonly interruption = new AbortController();
  private release?: () => Promise<void>;
  private database?: { stop(): Promise<void> };
  private fleet?: AppFleet;
  private ended?: Promise<void>;

  constructor(
    private readonly config: StandaloneConfig,
    private readonly options: StartOptions,
    private readonly product: Product,
  ) {
    this.home = new HomeFolder(config.home);
    this.log = new Log(this.home.pathOf('log'), options.verbose);
    this.records = new ProcessRecords(this.home.pathOf('run'));
    this.apps = product.apps ?? APPS;
  }

  /** Starts everything and displays the table. Throws `StartRejected` with the solution; call `stop()` in that case too. */
  async start(): Promise<void> {
    await this.openHome();
    const ports = new ListeningPorts(this.config.host, this.log);
    await ports.checkHost();
    const port = await ports.choose('the portal', {
      variable: 'PORT',
      asked: this.config.port,
      fallback: DEFAULT_PORT,
    });
    const mqtt = await resolveMqttListener(this.config, this.options.plainMqtt, this.home, ports);
    const secret = this.config.secret ?? (await this.home.secret());
    const databaseUrl = await this.startDatabase(secret);
    await this.migrate(databaseUrl, secret);
    const record = await this.home.readRecord();
    const installation = await ensureInstallation(databaseUrl, {
      empty: this.options.empty,
      asOf: this.options.asOf,
      recordedAsOf: record?.asOf,
      productVersion: this.product.version,
      now: new Date(),
    });
    const asOf = installation.isNew ? this.options.asOf : record?.asOf;
    const baseRecord = { productVersion: this.product.version, asOf };
    const { ingestProcesses } = this.config;
    const before = this.config.mqttUrl === undefined ? 1 : (record?.ingestProcesses ?? 1);
    this.apps = withIngestProcesses(this.apps, ingestProcesses, before);
    await this.home.writeRecord({ ...baseRecord, ...toIngestRecord(Math.max(ingestProcesses, before)) });

    const portalUrl = `http://${reachableHost(this.config.host)}:${port}`;
    const setupToken = createSetupToken(this.config.setupToken);
    this.fleet = new AppFleet(
      this.product.folder,
      this.config.inherited,
      {
        home: this.home.path,
        host: this.config.host,
        portalUrl,
        databaseUrl,
        portalFolder: join(this.product.folder, 'dist', 'portal'),
        port,
        mqttPort: mqtt.port,
        internalMqttPort: mqtt.internalPort,
        metricsPort: this.config.metricsPort,
        tls: mqtt.tls,
        setupTokenHash: setupToken.hash,
        clockOffsetMs: installation.clockOffsetMs,
        demo: installation.demo,
        asOf,
      },
      this.records,
      this.log,
    );
    await this.startApps(this.fleet, installation.demo);
    if (before > ingestProcesses)
      void this.fleet
        .waitUntilFinished()
        .then(() => this.home.writeRecord({ ...baseRecord, ...toIngestRecord(ingestProcesses) }))
        .catch((error: unknown) => this.log.note((error as Error).message));

    await writeRunning(this.home, { portalUrl, mqttUrl: mqtt.address, databaseUrl });
    const logins = installation.demo ? await this.demoLogins(this.fleet) : [];
    const isEmpty = !installation.demo && (await isSetupNeeded(portalUrl));
    this.showTable(portalUrl, mqtt.address, mqtt.tls?.ca, logins);
    if (isEmpty) this.showSetupLink(portalUrl, setupToken.token);
  }

  /** Whether a stop was requested. Later errors are a consequence of it. */
  get isStopping(): boolean {
    return this.ended !== undefined;
  }

  /** Stops everything in order and releases the home. Can be called at any time and repeatedly. */
  stop(): Promise<void> {
    this.ended ??= this.end();
    return this.ended;
  }

  /** Handles a second Ctrl-C: kills the running apps without letting them finish. The database still stops cleanly. */
  killApps(): void {
    this.fleet?.kill();
  }

  private async end(): Promise<void> {
    this.interruption.abort();
    await this.fleet?.stop(this.apps.map(({ name }) => name));
    await this.database?.stop();
    if (this.release) {
      await removeRunning(this.home);
      await this.release();
    }
  }

  private checkStopped(): void {
    if (this.ended) throw new SupervisionEnded();
  }

  private async openHome(): Promise<void> {
    await assertNoForeignFiles(this.home);
    if (!this.options.reset) await assertCompatibleVersion(this.home, this.product.version);
    this.release = await lockHome(this.home, this.records, this.log);
    if (this.options.reset) await resetInstallation(this.home, this.config.databaseUrl, this.options.yes);
    this.checkStopped();
  }

  private async startDatabase(secret: string): Promise<string> {
    if (this.config.databaseUrl !== undefined) {
      await checkExternalPostgres(this.config.databaseUrl);
      await checkSchemaVersion(this.config.databaseUrl, this.product.version);
      return this.config.databaseUrl;
    }
    const isFirst = !existsSync(this.home.pathOf('postgres', 'data'));
    this.log.print(isFirst ? 'Creating the database …' : 'Starting the database …');
    const cluster = await prepareEmbeddedDatabase(this.home, secret, this.records, this.log);
    this.database = cluster;
    await assertCompatibleVersion(this.home, this.product.version, cluster.major);
    this.checkStopped();
    await cluster.start();
    this.checkStopped();
    await checkSchemaVersion(cluster.url, this.product.version);
    return cluster.url;
  }

  private async migrate(databaseUrl: string, secret: string): Promise<void> {
    const ran = await migrateDatabase(
      this.product,
      this.config.inherited,
      databaseUrl,
      secret,
      this.interruption.signal,
    );
    if (ran > 0) this.log.print(`Updated the database's schema (${ran} migrations).`);
    this.checkStopped();
  }

  private async startApps(fleet: AppFleet, demo: boolean): Promise<void> {
    const wanted = this.apps.filter((app) => demo || !app.demoOnly);
    const serving = wanted.filter((app) => app.health !== 'none');
    this.log.print(`Starting ${serving.map(({ name }) => name).join(', ')} …`);
    for (const app of serving) await fleet.start(app);
    await fleet.waitUntilReady(() => this.checkStopped());
    for (const app of wanted.filter((other) => !serving.includes(other))) await fleet.start(app);
  }

  private async demoLogins(fleet: AppFleet): Promise<DemoLogin[]> {
    const file = this.home.pathOf('demo-logins.json');
    const deadline = Date.now() + LOGINS_TIMEOUT_MS;
    if (!existsSync(file)) this.log.print('Creating the demo world …');
    while (!existsSync(file)) {
      this.checkStopped();
      if (Date.now() > deadline || fleet.isCrashLooping('simulator')) {
        this.log.print(
          'The demo world is not ready yet. Its logins will be in demo-logins.json in the home.',
        );
        return [];
      }
      await sleep(200);
    }
    return parseDemoLogins(await readFile(file, 'utf8'));
  }

  private showTable(
    portal: string,
    mqtt: string,
    ca: string | undefined,
    logins: readonly DemoLogin[],
  ): void {
    const seconds = ((Date.now() - this.startedAt) / 1000).toFixed(1);
    const rows: [string, string?][] = [
      ['Portal', portal],
      ['MQTT', mqtt],
      ...(ca === undefined ? [] : [['MQTT CA', ca] as [string, string]]),
      ['Home', this.home.path],
      ...rowsOfLogins(logins),
    ];
    this.log.print(`${drawTable(rows)}\nReady in ${seconds} s. Press Ctrl-C to stop.`);
  }

  /** Writes to the terminal and to no file, because anyone with the link becomes the first administrator. */
  private showSetupLink(portalUrl: string, token: string): void {
    const url = publicUrlOf(this.config.inherited, portalUrl).replace(/\/+$/, '');
    process.stdout.write(
      `\nSet up your company with this link. It works once, until the next start:\n  ${url}/setup#token=${encodeURIComponent(token)}\n`,
    );
  }
}

/** Returns the field of the home's record for the number of ingest processes; empty if there is only one. */
function toIngestRecord(ingestProcesses: number): { ingestProcesses?: number } {
  return ingestProcesses > 1 ? { ingestProcesses } : {};
}
