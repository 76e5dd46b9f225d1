import { setTimeout as sleep } from 'node:timers/promises';
import mqtt from 'mqtt';
import { findFreePort } from '../../test/support/product.js';
import { Person } from '../../measure/support/maker.js';
import { type Product, startProduct } from '../support/product.js';
import { type PumpMachine, PumpWorld } from '../support/pump-world.js';
import { PUMP_SIGNALS } from '../../measure/support/skab.js';
import type { DeviceRules } from './expected-device.js';

/** Ingest caches an unknown name for five seconds. */
const NAME_CACHE_MS = 6000;

const DESCRIBED: ReadonlySet<string> = new Set(['flow_l_total', ...PUMP_SIGNALS.map(({ key }) => key)]);

/** Data against which the readings of every pump are checked. */
export const PUMP_RULES: DeviceRules = {
  shippedMs: Date.parse('2019-01-01T00:00:00Z'),
  described: DESCRIBED,
  // A pump has only counters and gauges.
  numeric: DESCRIBED,
  billed: new Set(['flow_l_total']),
};

/** A gateway or an edge node, with the devices behind it by the names that it uses. */
export interface Gateway {
  readonly self: PumpMachine;
  readonly behind: ReadonlyMap<string, PumpMachine>;
}

/** A running product with the pumps of a maker, each with a device that has a credential. */
export class MutationFixture {
  private constructor(
    readonly product: Product,
    readonly httpUrl: string,
    readonly person: Person,
    private readonly world: PumpWorld,
  ) {}

  static async open(env: Readonly<Record<string, string>>): Promise<MutationFixture> {
    const httpPort = await findFreePort();
    const product = await startProduct({
      args: ['--empty'],
      env: { INGEST_HTTP_PORT: String(httpPort), ...env },
    });
    const person = new Person(product.portalUrl);
    await person.setUp();
    return new MutationFixture(
      product,
      `http://127.0.0.1:${httpPort}`,
      person,
      await PumpWorld.create(person, []),
    );
  }

  addDevice(code: string): Promise<PumpMachine> {
    return this.world.addPump(code);
  }

  /** Adds a gateway and devices behind it, with device names that it has not reported yet. */
  async addGateway(code: string, names: readonly string[]): Promise<Gateway> {
    const self = await this.world.addPump(code, 'gateway');
    const behind = new Map<string, PumpMachine>();
    for (const [i, name] of names.entries()) behind.set(name, await this.world.addPump(`${code}-${i}`));
    return { self, behind };
  }

  /** Makes gateways report their devices, and maps the reported names. */
  async reportDevices(gateways: readonly Gateway[]): Promise<void> {
    for (const { self, behind } of gateways) {
      const { username, password } = self;
      const client = await mqtt.connectAsync(this.product.mqttUrl, {
        username,
        password,
        clientId: 'introduction',
      });
      for (const [name, { deviceId }] of behind) {
        await client.publishAsync('v1/gateway/connect', JSON.stringify({ device: name }), { qos: 1 });
        await this.person.post(`/devices/${self.deviceId}/gateway-names/adopt`, { name, deviceId });
      }
      await client.endAsync();
    }
    await sleep(NAME_CACHE_MS);
  }
}
