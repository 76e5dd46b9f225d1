import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDebianPostgres, missingExternalService } from '../../test/support/external-services.js';
import { findFreePort } from '../../test/support/free-port.js';
import { Mosquitto } from '../../test/support/mosquitto.js';
import type { LimitRule } from '../support/expected-alarms.js';
import { healthPageOf, isReady } from '../support/health.js';
import { Person } from '../../measure/support/maker.js';
import { type Product, startProduct } from '../support/product.js';
import { type PumpMachine, PumpWorld } from '../support/pump-world.js';
import { ChaosFleet } from './chaos-fleet.js';
import { ExternalPostgres } from './external-postgres.js';
import type { Setup } from './plan.js';
import { ProductClock } from './product-clock.js';
import { SmallDisk } from './small-disk.js';
import { TcpProxy } from '../../test/support/tcp-proxy.js';

export const RULES: readonly LimitRule[] = [
  { signal: 'pressure_bar', direction: 'above', on: 0.5, off: 0.1, delaySeconds: 3 },
];
const DISK_MIB = 1024;
/** A small limit, so that devices have to wait during a database outage of one minute. */
const HELD_MESSAGES_MIB = '1';

/** External services used by the product. */
interface ExternalServices {
  readonly postgres: ExternalPostgres | null;
  readonly broker: Mosquitto | null;
}

/** A product with a fleet, and the proxies, the disk and the clock that are needed to inject faults. */
export class ChaosFixture {
  private constructor(
    readonly setup: Setup,
    readonly product: Product,
    readonly person: Person,
    readonly machines: readonly PumpMachine[],
    readonly fleet: ChaosFleet,
    readonly given: ExternalServices,
    /** Proxies between devices and broker, ingest and broker, product and database; null without a proxy. */
    readonly cables: { devices: TcpProxy; broker: TcpProxy | null; database: TcpProxy | null },
    /** The disk, or the reason why there is none. */
    readonly disk: SmallDisk | string,
    readonly clock: ProductClock | undefined,
    private readonly folders: readonly string[],
  ) {}

  /** Returns the reason why a setup is not possible on this machine; undefined if nothing is missing. */
  static findMissing(setup: Setup): string | undefined {
    if (setup === 'all embedded') return undefined;
    if (setup === 'external broker and database') return missingExternalService();
    return findDebianPostgres() ? undefined : 'PostgreSQL is not installed. Install the package postgresql.';
  }

  static async open(setup: Setup, machineCount: number, seed: number): Promise<ChaosFixture> {
    const isDatabaseGiven = setup !== 'all embedded';
    const [home, data] = [await makeFolder(), await makeFolder()];
    const disk = SmallDisk.mount(isDatabaseGiven ? data : home, DISK_MIB, '0711');
    const clock = await ProductClock.create();
    const given: ExternalServices = {
      postgres: isDatabaseGiven ? await ExternalPostgres.create(findDebianPostgres()!, data) : null,
      broker: setup === 'external broker and database' ? await Mosquitto.create() : null,
    };
    await given.broker?.start();
    const mqttPort = given.broker?.port ?? (await findFreePort());
    const cables = {
      devices: await TcpProxy.open(mqttPort),
      broker: given.broker && (await TcpProxy.open(mqttPort)),
      database: given.postgres && (await TcpProxy.open(given.postgres.port)),
    };
    const product = await startProduct({
      args: ['--empty'],
      home,
      env: {
        INGEST_HELD_MIB: HELD_MESSAGES_MIB,
        ...(given.broker ? {} : { MQTT_PORT: String(mqttPort) }),
        ...(given.postgres && cables.database
          ? { DATABASE_URL: given.postgres.urlBy(cables.database.port) }
          : {}),
        ...(given.broker && cables.broker
          ? {
              MQTT_URL: `mqtt://127.0.0.1:${cables.broker.port}`,
              MQTT_USERNAME: given.broker.login.username,
              MQTT_PASSWORD: given.broker.login.password,
            }
          : {}),
        ...clock?.env,
      },
    });
    const person = new Person(product.portalUrl);
    await person.setUp();
    const world = await PumpWorld.create(person, RULES);
    const machines: PumpMachine[] = [];
    for (let index = 0; index < machineCount; index++)
      machines.push(await world.addPump(`PUMP-${String(index).padStart(3, '0')}`));
    const fleet = new ChaosFleet(`mqtt://127.0.0.1:${cables.devices.port}`, machines, seed);
    return new ChaosFixture(setup, product, person, machines, fleet, given, cables, disk, clock, [
      home,
      data,
    ]);
  }

  /** URL of the database for its owner, bypassing any proxy. */
  get databaseUrl(): string {
    const { postgres } = this.given;
    return postgres ? postgres.urlBy(postgres.port) : this.product.databaseUrl();
  }

  get postgresLog(): string {
    return this.given.postgres?.logFile ?? join(this.product.home, 'log', 'postgres.log');
  }

  postgresPid(): Promise<number | undefined> {
    return this.given.postgres ? Promise.resolve(this.given.postgres.pid) : this.product.pidOf('postgres');
  }

  /** Returns the apps that don't report ready. */
  async findUnready(): Promise<string[]> {
    const pages = {
      api: `${this.product.portalUrl}/api/v1/health/ready`,
      ingest: await healthPageOf(this.product, 'ingest'),
      worker: await healthPageOf(this.product, 'worker'),
    };
    const checks = Object.entries(pages).map(async ([name, page]) =>
      page !== undefined && (await isReady(page)) ? [] : [name],
    );
    return (await Promise.all(checks)).flat();
  }

  async close(): Promise<void> {
    this.fleet.close();
    await this.product.stop();
    for (const cable of Object.values(this.cables)) cable?.close();
    await this.given.broker?.remove();
    await this.given.postgres?.end('SIGINT');
    await this.clock?.remove();
    if (typeof this.disk !== 'string') this.disk.unmount();
    for (const folder of this.folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** If PostgreSQL is started as root, it runs as another user, which needs access to the folder. */
async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dutycycle-chaos-'));
  await chmod(folder, 0o711);
  return folder;
}
