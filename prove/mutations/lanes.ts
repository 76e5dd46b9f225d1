import { BYTE_MUTATIONS, type ByteMutation, TEXT_MUTATIONS } from './byte-mutations.js';
import type { Chance } from './chance.js';
import { expectAttributes, expectGatewayAttributes } from './expect-attributes.js';
import { expectNative } from './expect-native.js';
import { ExpectedNode, type SparkplugKind } from './expect-sparkplug.js';
import { expectThingsboard, expectThingsboardGateway } from './expect-thingsboard.js';
import type { Gateway, MutationFixture } from './mutation-fixture.js';
import { JSON_MUTATIONS } from './json-mutations.js';
import { type Attempt, type Ledger } from './ledger.js';
import { attributes, gatewayTelemetry, nativeMessage, thingsboardTelemetry } from './payloads.js';
import { type RawJson, writeJson } from './raw-json.js';
import { HttpSender, MqttSender, type Sender } from './senders.js';
import { mistype, mutateSparkplug, SPARKPLUG_MUTATIONS } from './sparkplug-mutations.js';
import { birth, data } from './sparkplug-payloads.js';
import type { PumpMachine } from '../support/pump-world.js';

/** A mutant to send, and its expected outcome. */
export interface Shipment {
  readonly path: string;
  readonly payload: Buffer;
  readonly attempt: Attempt;
}

/** A device that sends mutants in one format. */
export interface Lane {
  readonly sender: Sender;
  /** Share of the mutants that are sent by lanes of this kind, per hundred. */
  readonly share: number;
  /** Returns the n-th mutant and records it in the ledger. */
  makeShipment(n: number): Shipment;
}

const NOBODY: ReadonlyMap<string, PumpMachine> = new Map();
/** A device name of a gateway that is never mapped to a device. */
const STRANGER = 'Stranger';
const PAYLOAD_BYTES = 256 * 1024;

/** Creates lanes of all formats, the same number of each. */
export class LaneMaker {
  private made = 0;

  constructor(
    private readonly fixture: MutationFixture,
    private readonly ledger: Ledger,
    private readonly chance: Chance,
  ) {}

  async makeAll(copies: number): Promise<Lane[]> {
    const lanes: Lane[] = [];
    const gateways: Gateway[] = [];
    for (let i = 0; i < copies; i++) {
      lanes.push(await this.nativeMqtt(5), await this.nativeMqtt(4), await this.nativeHttp());
      lanes.push(await this.thingsboardMqtt(), await this.thingsboardHttp());
      lanes.push(await this.attributesMqtt(), await this.attributesHttp());
      const gateway = await this.fixture.addGateway(`GATEWAY-${i}`, ['Pump A', 'Pump B', '泵 C']);
      const node = await this.fixture.addGateway(`NODE-${i}`, ['Drive', 'Cooler']);
      gateways.push(gateway, node);
    }
    await this.fixture.reportDevices(gateways);
    for (const gateway of gateways) {
      if (gateway.self.serial.startsWith('NODE')) lanes.push(await this.sparkplug(gateway));
      else lanes.push(await this.gateway(gateway), await this.gatewayAttributes(gateway));
    }
    return lanes;
  }

  private async nativeMqtt(version: 4 | 5): Promise<Lane> {
    const machine = await this.device();
    const sender = await MqttSender.connect(this.fixture.product.mqttUrl, machine, version);
    const paths = [machine.topic, machine.topic.replace(/telemetry$/, 'event')];
    return this.native(`native, MQTT ${version === 5 ? '5' : '3.1.1'}`, machine, sender, paths, 14);
  }

  private async nativeHttp(): Promise<Lane> {
    const machine = await this.device();
    const login = Buffer.from(`${machine.username}:${machine.password}`).toString('base64');
    const sender = new HttpSender(this.fixture.httpUrl, `Basic ${login}`);
    const path = `/ingest/v1/${machine.topic.replace(/^eaas\//, '')}`;
    return this.native('native, HTTP', machine, sender, [path], 10);
  }

  private native(format: string, machine: PumpMachine, sender: Sender, paths: string[], share: number): Lane {
    const sent: { kind: string; payload: Buffer }[] = [];
    const make = (n: number, nowMs: number): { kind: string; payload: Buffer } => {
      // Repeats an earlier message unchanged, like a device that received no acknowledgement.
      if (sent.length > 0 && this.chance.happens(0.04))
        return { kind: 'repeated message', payload: this.chance.pick(sent).payload };
      const json = nativeMessage(n, nowMs, this.chance);
      const one = this.mutateJson(json, nowMs);
      if (sent.length < 500) sent.push(one);
      return one;
    };
    return this.lane(format, machine, NOBODY, sender, paths, share, make, expectNative);
  }

  private async thingsboardMqtt(): Promise<Lane> {
    const machine = await this.device();
    const sender = await MqttSender.connect(this.fixture.product.mqttUrl, machine, 5);
    const paths = ['v1/devices/me/telemetry', 'v2/t'];
    return this.lane(
      'ThingsBoard, MQTT',
      machine,
      NOBODY,
      sender,
      paths,
      12,
      this.jsonMaker(thingsboardTelemetry),
      expectThingsboard,
    );
  }

  private async thingsboardHttp(): Promise<Lane> {
    const machine = await this.device();
    const sender = new HttpSender(this.fixture.httpUrl, undefined);
    const paths = [`/api/v1/${machine.password}/telemetry`];
    return this.lane(
      'ThingsBoard, HTTP',
      machine,
      NOBODY,
      sender,
      paths,
      8,
      this.jsonMaker(thingsboardTelemetry),
      expectThingsboard,
    );
  }

  private async gateway({ self, behind }: Gateway): Promise<Lane> {
    const sender = await MqttSender.connect(this.fixture.product.mqttUrl, self, 5);
    const names = [...behind.keys(), STRANGER];
    const make = this.jsonMaker((n, nowMs, chance) => gatewayTelemetry(names, n, nowMs, chance));
    return this.lane(
      'ThingsBoard gateway',
      self,
      behind,
      sender,
      ['v1/gateway/telemetry'],
      12,
      make,
      expectThingsboardGateway,
    );
  }

  private async attributesMqtt(): Promise<Lane> {
    const machine = await this.device();
    const sender = await MqttSender.connect(this.fixture.product.mqttUrl, machine, 5);
    return this.attributeLane(
      'ThingsBoard attributes, MQTT',
      machine,
      NOBODY,
      sender,
      ['v1/devices/me/attributes', 'v2/a'],
      5,
    );
  }

  private async attributesHttp(): Promise<Lane> {
    const machine = await this.device();
    const sender = new HttpSender(this.fixture.httpUrl, undefined);
    return this.attributeLane(
      'ThingsBoard attributes, HTTP',
      machine,
      NOBODY,
      sender,
      [`/api/v1/${machine.password}/attributes`],
      4,
    );
  }

  private async gatewayAttributes({ self, behind }: Gateway): Promise<Lane> {
    const sender = await MqttSender.connect(this.fixture.product.mqttUrl, self, 5, 'attributes');
    return this.attributeLane(
      'ThingsBoard gateway attributes',
      self,
      behind,
      sender,
      ['v1/gateway/attributes'],
      4,
    );
  }

  private attributeLane(
    format: string,
    self: PumpMachine,
    behind: ReadonlyMap<string, PumpMachine>,
    sender: Sender,
    paths: readonly string[],
    share: number,
  ): Lane {
    const names = [...behind.keys(), STRANGER];
    const make = this.jsonMaker((n, _, chance) =>
      behind.size === 0
        ? attributes(n, chance)
        : {
            members: names
              .filter((_name, i) => i === n % names.length || chance.happens(0.3))
              .map((name) => [name, attributes(n, chance)] as const),
          },
    );
    const expect = behind.size === 0 ? expectAttributes : expectGatewayAttributes;
    return {
      sender,
      share,
      makeShipment: (n) => {
        const { kind, payload } = make(n, Date.now());
        const attempt = this.ledger.expectAttributes(format, kind, payload, expect(payload), self, behind);
        return { path: this.chance.pick(paths), payload, attempt };
      },
    };
  }

  private async sparkplug({ self, behind }: Gateway): Promise<Lane> {
    const sender = await MqttSender.connect(this.fixture.product.mqttUrl, self, 5);
    const node = new ExpectedNode();
    const devices = [null, ...behind.keys()];
    /** Devices that must send a valid birth before any other message. */
    const unborn: (string | null)[] = [...devices];
    let seq = 0;
    return {
      sender,
      share: 17,
      makeShipment: (n) => {
        const nowMs = Date.now();
        const dueDevice = unborn.shift();
        const device =
          dueDevice === undefined
            ? this.chance.happens(0.03)
              ? STRANGER
              : this.chance.pick(devices)
            : dueDevice;
        const isBirth = dueDevice !== undefined || this.chance.happens(0.1);
        const type: SparkplugKind = `${device === null ? 'N' : 'D'}${isBirth ? 'BIRTH' : 'DATA'}`;
        const valid = isBirth
          ? birth(n, seq, device === null, nowMs, this.chance)
          : data(n, seq, nowMs, this.chance);
        seq = (seq + 1) % 256;
        const { kind, payload } =
          dueDevice === undefined
            ? this.mutateSparkplug(valid, nowMs)
            : { kind: 'unchanged', payload: valid };
        // After a corrupted birth, metrics that have only an alias would remain unknown.
        if (isBirth && dueDevice === undefined && device !== STRANGER) unborn.push(device);
        const attempt = this.ledger.expect(
          'Sparkplug B',
          kind,
          payload,
          node.expect(type, device, payload),
          self,
          behind,
          nowMs,
        );
        const path = ['spBv1.0', 'proof', type, self.serial, ...(device === null ? [] : [device])].join('/');
        return { path, payload, attempt };
      },
    };
  }

  private lane(
    format: string,
    self: PumpMachine,
    behind: ReadonlyMap<string, PumpMachine>,
    sender: Sender,
    paths: readonly string[],
    share: number,
    make: (n: number, nowMs: number) => { kind: string; payload: Buffer },
    expect: (payload: Buffer) => ReturnType<typeof expectNative>,
  ): Lane {
    return {
      sender,
      share,
      makeShipment: (n) => {
        const nowMs = Date.now();
        const { kind, payload } = make(n, nowMs);
        const attempt = this.ledger.expect(format, kind, payload, expect(payload), self, behind, nowMs);
        return { path: this.chance.pick(paths), payload, attempt };
      },
    };
  }

  private jsonMaker(
    valid: (n: number, nowMs: number, chance: Chance) => RawJson,
  ): (n: number, nowMs: number) => { kind: string; payload: Buffer } {
    return (n, nowMs) => this.mutateJson(valid(n, nowMs, this.chance), nowMs);
  }

  /** Repeats the mutation until the size is allowed, because larger payloads are rejected without being parsed. */
  private mutateJson(json: RawJson, nowMs: number): { kind: string; payload: Buffer } {
    for (;;) {
      const mutant = this.mutateOnce(json, nowMs);
      if (mutant.payload.length <= PAYLOAD_BYTES) return mutant;
    }
  }

  private mutateOnce(json: RawJson, nowMs: number): { kind: string; payload: Buffer } {
    const { chance } = this;
    const before = chance.happens(0.15)
      ? chance.pick(JSON_MUTATIONS.filter(({ isHeavy }) => !isHeavy)).change(json, chance, { nowMs })
      : json;
    if (chance.happens(0.3)) {
      const mutation = chance.pick<ByteMutation>([...BYTE_MUTATIONS, ...TEXT_MUTATIONS]);
      return { kind: mutation.kind, payload: mutation.change(Buffer.from(writeJson(before)), chance) };
    }
    const mutation = chance.pick(JSON_MUTATIONS.filter(({ isHeavy }) => !isHeavy || chance.happens(0.05)));
    return {
      kind: mutation.kind,
      payload: Buffer.from(writeJson(mutation.change(before, chance, { nowMs }))),
    };
  }

  private mutateSparkplug(valid: Buffer, nowMs: number): { kind: string; payload: Buffer } {
    const { chance } = this;
    const change = (): { kind: string; payload: Buffer } => {
      const mutation = chance.pick(
        SPARKPLUG_MUTATIONS.filter(({ isHeavy }) => !isHeavy || chance.happens(0.1)),
      );
      return { kind: mutation.kind, payload: mutateSparkplug(valid, mutation, chance, nowMs) };
    };
    if (!chance.happens(0.35)) return change();
    const bytes = chance.happens(0.3) ? change().payload : valid;
    const mutation = chance.pick([...BYTE_MUTATIONS, { kind: 'other wire type', change: mistype }]);
    return { kind: mutation.kind, payload: mutation.change(bytes, chance) };
  }

  private device(): Promise<PumpMachine> {
    return this.fixture.addDevice(`DEVICE-${this.made++}`);
  }
}
