import type pg from 'pg';
import type { Logger } from 'pino';
import { Clock, type Health, HealthServer, INTERNAL_CHANNEL_PURPOSE, SecretBox } from '#platform';
import {
  addDeviceMinutes,
  addIntakeMinutes,
  ConnectivityStore,
  DeviceApiStore,
  DeviceDirectory,
  IntakeLedger,
  QuarantineReplayStore,
  TelemetryIntake,
  TelemetryStore,
} from '#telemetry';
import { DeviceAccess } from './access/device-access.js';
import { EndedCredentialCheck } from './access/ended-credential-check.js';
import { createReconciler } from './access/product-reconciler.js';
import { BrokerAuth } from './broker-auth/broker-auth.js';
import type { IngestConfig } from './config.js';
import { ConnectionLog } from './connection-log.js';
import { DeviceTraffic } from './device-traffic.js';
import type { Edge } from './edge/edge.js';
import { EmbeddedEdge } from './edge/embedded.edge.js';
import { ExternalEdge } from './edge/external.edge.js';
import { isSurplus, type Share } from './edge/share.js';
import { toFaultNotice } from './fault-notice.js';
import { AttributeWriter } from './formats/attribute-writer.js';
import { FormatTraffic } from './formats/format-traffic.js';
import { GatewayNames } from './formats/gateway-names.js';
import { RateGovernor } from './limits/rate-governor.js';
import { HttpEdge } from './http/http-edge.js';
import { createIngestMetrics } from './ingest-metrics.js';
import { openIngestPool } from './ingest-pool.js';
import { QuarantineRetries } from './quarantine-retries.js';
import { LivePatches, PATCH_INTERVAL_MS } from './live/live-patches.js';
import { WatchedTargets } from './live/watched-targets.js';

const REFRESH_MS = 1000;
/** Number of refreshes within which every device is loaded again. */
const REFRESH_PARTS = 10;
/**
 * Number of refreshes within which every connection's credential is checked. Hints are rarely lost, and each check is a
 * separate query.
 */
const CHECK_PARTS = 30;
const STATUS_MS = 1000;
const FORMATS_MS = 1000;
const LEDGER_MS = 2000;
const RETRIES_MS = 2000;
const RECONCILE_MS = 30_000;
/**
 * Time without a message after which the broker is considered to have no more messages for a process that is no longer
 * needed.
 */
const QUIET_PERIOD_MS = 5000;
const DRAIN_TIMEOUT_MS = 10_000;

/** Receives MQTT messages and stores their readings. Connects the parts of ingest, and starts and stops them. */
export class Ingest {
  private readonly pool: pg.Pool;
  private readonly directory: DeviceDirectory;
  private readonly access: DeviceAccess;
  private readonly connections: ConnectionLog;
  private readonly share: Share;
  private readonly governor: RateGovernor;
  private readonly store: TelemetryStore;
  private readonly intake: TelemetryIntake;
  private readonly watched = new WatchedTargets(() => performance.now());
  private readonly ledger = new IntakeLedger();
  private isWaiting = false;
  private readonly patches: LivePatches;
  private readonly edge: Edge;
  private readonly deviceApi: DeviceApiStore;
  private readonly attributes: AttributeWriter;
  private readonly ended: EndedCredentialCheck;
  private readonly formats: FormatTraffic;
  private readonly http: HttpEdge | null;
  private readonly retries: QuarantineRetries;
  private readonly brokerAuth: BrokerAuth | null;
  private readonly health: HealthServer;
  private readonly clock: Clock;
  private readonly timers: NodeJS.Timeout[] = [];
  private stopping: Promise<void> | null = null;
  private isDrained = false;

  constructor(
    private readonly config: IngestConfig,
    private readonly log: Logger,
  ) {
    this.clock = new Clock(config.clockOffsetMs);
    const now = (): number => this.clock.now().getTime();
    this.pool = openIngestPool(config, log);
    this.directory = new DeviceDirectory(this.pool, now);
    this.access = new DeviceAccess(this.pool, this.directory, () => this.clock.now());
    this.connections = new ConnectionLog(new ConnectivityStore(this.pool), now, (error) =>
      this.logError(error),
    );
    this.governor = new RateGovernor(now);
    this.edge = this.createEdge();
    this.ended = new EndedCredentialCheck(this.edge, this.access);
    this.patches = new LivePatches(
      (deviceKey) => this.directory.known(deviceKey),
      this.watched,
      (topic, payload) => this.edge.publish(topic, payload),
    );
    this.share = config.broker.kind === 'external' ? config.broker.share : { index: 1, count: 1 };
    this.store = new TelemetryStore(this.pool, now, this.share.count > 1, config.quarantineKept);
    this.intake = new TelemetryIntake({
      store: this.store,
      heldBytesLimit: config.heldBytesLimit,
      onPressure: (mustWait) => {
        this.log.warn(
          { mustWait },
          mustWait ? 'devices have to wait for the database' : 'devices can continue',
        );
        this.isWaiting = mustWait;
        this.edge.setWaiting(mustWait);
        this.http?.setWaiting(mustWait);
      },
      onRetry: (error) => this.logError(error),
      onFaults: (device, topic, faults) =>
        this.edge.publish(...toFaultNotice(device, topic, faults, this.clock.now())),
      onStored: (readings, indices) => {
        this.patches.add(readings, indices);
        this.governor.chargePoints(readings, indices, (deviceKey) => this.directory.known(deviceKey));
      },
      ledger: this.ledger,
      now,
    });
    this.deviceApi = new DeviceApiStore(this.pool, () => this.clock.now());
    this.attributes = new AttributeWriter(this.deviceApi);
    this.formats = this.createFormats(now);
    this.http = this.createHttp(now);
    this.retries = new QuarantineRetries({
      replays: new QuarantineReplayStore(this.pool, () => this.clock.now()),
      store: this.store,
      names: new GatewayNames(this.deviceApi, this.directory, now),
      directory: this.directory,
      onError: (error) => this.logError(error),
    });
    this.brokerAuth = config.brokerAuth && new BrokerAuth(config.brokerAuth, this.access);
    const metrics = createIngestMetrics({
      ledger: this.ledger,
      heldBytes: () => this.intake.heldBytes,
      connections: () => this.edge.connectedUsernames().length,
      isWaiting: () => this.isWaiting,
    });
    this.health = new HealthServer(() => this.readHealth(), metrics);
  }

  /**
   * @param onDone called if this process is no longer needed and the broker has no more messages for it, so that it can
   *   be stopped
   */
  async start(onDone: () => void = () => undefined): Promise<void> {
    const isEmbedded = this.config.broker.kind === 'embedded';
    await this.connections.start(isEmbedded);
    await this.store.recoverStatus();
    const now = (): number => this.clock.now().getTime();
    await this.edge.start(
      new DeviceTraffic(
        this.edge,
        this.intake,
        this.directory,
        this.connections,
        this.formats,
        this.watched,
        isEmbedded,
        this.share.index === 1,
        now,
        this.log,
      ),
    );
    this.schedule(STATUS_MS, () => this.intake.tick());
    this.schedule(FORMATS_MS, () => this.formats.tick());
    this.schedule(LEDGER_MS, () => void this.writeCounts());
    this.schedule(RETRIES_MS, () => this.retries.tick());
    this.schedule(PATCH_INTERVAL_MS, () => this.patches.flush());
    this.schedule(REFRESH_MS, () => void this.refresh().catch((error: unknown) => this.logError(error)));
    const reconciler = createReconciler(this.config, this.pool, () => this.clock.now(), this.log);
    if (reconciler) {
      void reconciler.reconcile();
      this.schedule(RECONCILE_MS, () => void reconciler.reconcile());
    }
    if (isSurplus(this.share))
      this.stopWhenDrained(() => {
        this.isDrained = true;
        onDone();
      });
    await this.http?.listen();
    await this.brokerAuth?.listen();
    if (this.config.healthPort !== null)
      await this.health.listen(this.config.healthPort, this.config.healthHost);
  }

  /** Stops accepting messages, commits and acknowledges the accepted messages, and closes. */
  stop(): Promise<void> {
    return (this.stopping ??= this.stopOnce());
  }

  private async stopOnce(): Promise<void> {
    this.timers.forEach((timer) => clearInterval(timer));
    this.edge.stopAccepting();
    this.http?.stopAccepting();
    await Promise.all([this.intake.drain(DRAIN_TIMEOUT_MS), this.retries.stop(DRAIN_TIMEOUT_MS)]);
    this.patches.flush();
    await this.writeCounts(Infinity);
    await this.connections.stop();
    await this.edge.close(this.isDrained);
    this.http?.close();
    this.brokerAuth?.close();
    this.health.close();
    await this.pool.end();
  }

  /**
   * @param nowMs the counts of devices are written for minutes that have ended by this instant; `Infinity` writes all
   *   of them when the process ends
   */
  private async writeCounts(nowMs = this.clock.now().getTime()): Promise<void> {
    const minutes = this.ledger.take();
    try {
      await addIntakeMinutes(this.pool, minutes);
    } catch (error) {
      this.ledger.restore(minutes);
      this.logError(error);
    }
    const ofDevices = this.ledger.devices.take(nowMs);
    try {
      await addDeviceMinutes(this.pool, ofDevices);
    } catch (error) {
      this.ledger.devices.restore(ofDevices);
      this.logError(error);
    }
  }

  private stopWhenDrained(onDone: () => void): void {
    let [messages, since] = [-1, Date.now()];
    this.schedule(STATUS_MS, () => {
      const { counters } = this.edge;
      if (!this.edge.isUp() || this.intake.heldBytes > 0 || counters.messages !== messages) {
        [messages, since] = [counters.messages, Date.now()];
      } else if (Date.now() - since >= QUIET_PERIOD_MS) onDone();
    });
  }

  private createEdge(): Edge {
    const { broker, secret } = this.config;
    if (broker.kind === 'external')
      return new ExternalEdge(
        broker,
        this.directory,
        this.log,
        () => this.clock.now().getTime(),
        this.governor,
      );
    return new EmbeddedEdge(
      broker,
      this.access,
      new SecretBox(secret).derive(INTERNAL_CHANNEL_PURPOSE),
      this.log,
      this.governor,
    );
  }

  private createHttp(now: () => number): HttpEdge | null {
    const { access, intake, deviceApi: store, attributes, governor, log } = this;
    const tools = { access, intake, store, attributes, governor, now, log };
    return this.config.http && new HttpEdge(this.config.http, tools);
  }

  private createFormats(now: () => number): FormatTraffic {
    const { lines } = this.edge;
    const store = this.deviceApi;
    return new FormatTraffic(
      {
        intake: this.intake,
        store,
        attributes: this.attributes,
        names: new GatewayNames(store, this.directory, () => performance.now()),
        lines,
        seesConnections: this.config.broker.kind === 'embedded',
        recordOnline: (device, online) => this.connections.record(device, online, 'announced'),
        onError: (error) => this.logError(error),
        now,
      },
      this.directory,
    );
  }

  /** Refreshes devices and checks for ended credentials, one part of each per call. */
  private async refresh(): Promise<void> {
    await this.directory.refreshNextPart(REFRESH_PARTS);
    await this.ended.checkNextPart(CHECK_PARTS);
  }

  private async readHealth(): Promise<Health> {
    const isDatabaseUp = await this.pool.query('select 1').then(
      () => true,
      () => false,
    );
    return {
      isReady: isDatabaseUp && this.edge.isUp(),
      checks: {
        database: isDatabaseUp ? 'up' : 'down',
        mqtt: this.edge.isUp() ? 'up' : 'down',
        waitingBytes: this.intake.heldBytes,
      },
    };
  }

  private schedule(ms: number, action: () => void): void {
    this.timers.push(setInterval(action, ms));
  }

  private logError(error: unknown): void {
    const { message, code } = error as { message?: string; code?: string };
    this.log.warn({ error: message, code }, 'the database is unavailable; retrying');
  }
}
