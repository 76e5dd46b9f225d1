import mqtt from 'mqtt';

/** What is published to whom. */
export interface ReplayTarget {
  readonly mqttUrl: string;
  readonly username: string;
  readonly password: string;
  /** `eaas/<maker>/<device>` */
  readonly topic: string;
  /** Kinds by key of the machine's signals; empty when nobody could be asked. */
  readonly kinds: ReadonlyMap<string, string>;
  /** Zone of the machine's site. */
  readonly zone: string | null;
  /** The product's time, which in a demo world may not be ours; null when nobody could be asked. */
  readonly nowMs: number | null;
  /** Gives back what was taken for this replay. */
  release(): Promise<void>;
}

interface Machine {
  id: string;
  serial: string;
  site: { zone: string } | null;
  devices: { id: string; code: string; kind: string }[];
  signals: { key: string; kind: string }[];
}

interface Credential {
  id: string;
  username: string;
  password: string;
  topic: string;
}

/** Longest time that an older credential can be left to a device that gets another. */
const OVERLAP_HOURS = 720;

/** The product's HTTP API as far as a replay needs it. */
export class ReplayApi {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** @throws Error when there is no machine with that serial number */
  async findMachine(serial: string): Promise<Machine> {
    const { items } = await this.call<{ items: { id: string; serial: string }[] }>(
      'GET',
      `/machines?search=${encodeURIComponent(serial)}&limit=200`,
    );
    const found = items.find((machine) => machine.serial === serial);
    if (!found) throw new Error(`There is no machine ${serial}`);
    return this.call<Machine>('GET', `/machines/${found.id}`);
  }

  /** The product's clock, epoch milliseconds. */
  async now(): Promise<number> {
    const { clock } = await this.call<{ clock: { now: string } }>('GET', '/session');
    return Date.parse(clock.now);
  }

  /** Whether the device has a credential that is still good. */
  async hasCredential(deviceId: string): Promise<boolean> {
    const { items } = await this.call<{ items: { state: string }[] }>(
      'GET',
      `/devices/${deviceId}/credentials`,
    );
    return items.some(({ state }) => state === 'active' || state === 'ending');
  }

  issueCredential(deviceId: string): Promise<Credential> {
    return this.call<Credential>('POST', `/devices/${deviceId}/credentials`, { overlapHours: OVERLAP_HOURS });
  }

  async revokeCredential(id: string): Promise<void> {
    await this.call('DELETE', `/device-credentials/${id}`);
  }

  /** Revokes the very key that this talks with. */
  async revokeOwnKey(): Promise<void> {
    const { items } = await this.call<{ items: { id: string; prefix: string }[] }>('GET', '/api-keys');
    const own = items.find(({ prefix }) => this.key.startsWith(`dck_${prefix}_`));
    if (own) await this.call('DELETE', `/api-keys/${own.id}`);
  }

  private async call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status} ${text.slice(0, 300)}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }
}

export interface TargetRequest {
  readonly serial: string;
  readonly deviceCode: string | undefined;
  readonly mqttUrl: string;
  readonly rotate: boolean;
  /** The credential that the demo world gave a device, for its own machines. */
  readonly demoLogin: (deviceCode: string) => {
    readonly username: string;
    readonly password: string;
    readonly topic: string;
  };
}

/** Finds the machine's device and a way to sign in as it. */
export async function findTarget(api: ReplayApi, request: TargetRequest): Promise<ReplayTarget> {
  const machine = await api.findMachine(request.serial);
  const device = chooseDevice(machine, request.deviceCode);
  const common = {
    mqttUrl: request.mqttUrl,
    kinds: new Map(machine.signals.map(({ key, kind }) => [key, kind])),
    zone: machine.site?.zone ?? null,
    nowMs: await api.now(),
  };
  const demo = request.demoLogin(device.code);
  if (await canSignIn(request.mqttUrl, demo)) return { ...common, ...demo, release: () => Promise.resolve() };
  if (!request.rotate && (await api.hasCredential(device.id))) {
    throw new Error(
      `Device ${device.code} has a credential, and its password is known to the device alone. Give it with --username and ` +
        `--password, or have another one issued with --rotate: the old one then ends in ${OVERLAP_HOURS / 24} days.`,
    );
  }
  const { id, username, password, topic } = await api.issueCredential(device.id);
  return { ...common, username, password, topic, release: () => api.revokeCredential(id) };
}

/** With a credential at hand nobody needs to be asked: its name says whose it is. */
export function toTarget(
  login: { readonly username: string; readonly password: string },
  mqttUrl: string,
): ReplayTarget {
  const [maker, device] = login.username.split('/');
  if (!maker || !device) throw new Error('The username does not look like <maker>/<device>/<n>');
  return {
    ...login,
    mqttUrl,
    topic: `eaas/${maker}/${device}`,
    kinds: new Map(),
    zone: null,
    nowMs: null,
    release: () => Promise.resolve(),
  };
}

function chooseDevice(machine: Machine, code: string | undefined): Machine['devices'][number] {
  const { devices } = machine;
  const chosen =
    code === undefined
      ? (devices.find(({ kind }) => kind === 'controller') ?? devices[0])
      : devices.find((device) => device.code === code);
  if (!chosen)
    throw new Error(
      `Machine ${machine.serial} has ${code === undefined ? 'no device' : `no device ${code}`}`,
    );
  return chosen;
}

async function canSignIn(
  mqttUrl: string,
  login: { readonly username: string; readonly password: string },
): Promise<boolean> {
  try {
    const client = await mqtt.connectAsync(
      mqttUrl,
      { username: login.username, password: login.password, reconnectPeriod: 0 },
      false,
    );
    await client.endAsync();
    return true;
  } catch {
    return false;
  }
}
