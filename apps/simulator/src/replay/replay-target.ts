import type { ReplayApi, ReplayMachine } from './replay-api.js';

/** MQTT login of a replay. */
export interface ReplayLogin {
  readonly username: string;
  readonly password: string;
  /** `eaas/<maker>/<device>` */
  readonly topic: string;
  /** Revokes the credential if it was issued for this replay. */
  release(): Promise<void>;
}

/** Device that a replay publishes as. */
export interface ReplayTarget {
  /** Kinds of the machine's signals by key; null without the API. */
  readonly kinds: ReadonlyMap<string, string> | null;
  /** Time zone of the machine's site; null without the API or a site. */
  readonly zone: string | null;
  /** The product's time, which can differ from the real time in a demo; null without the API. */
  readonly nowMs: number | null;
  /** Gets a login. Called after planning, so that no credential is issued if there is nothing to publish. */
  signIn(): Promise<ReplayLogin>;
}

/** Finds the machine and its device. Signing in issues an additional credential for the replay. */
export async function findTarget(
  api: ReplayApi,
  serial: string,
  deviceCode: string | undefined,
): Promise<ReplayTarget> {
  const machine = await api.findMachine(serial);
  const device = chooseDevice(machine, deviceCode);
  return {
    kinds: new Map(machine.signals.map(({ key, kind }) => [key, kind])),
    zone: machine.site?.zone ?? null,
    nowMs: await api.now(),
    signIn: async () => {
      const { id, username, password, topic } = await api.issueCredential(device.id);
      return { username, password, topic, release: () => api.revokeCredential(id) };
    },
  };
}

/** Derives the target from an existing credential without the API. The credential's name contains the device. */
export function toTarget(login: { readonly username: string; readonly password: string }): ReplayTarget {
  const [maker, device] = login.username.split('/');
  if (!maker || !device) throw new Error('--username must have the form <maker>/<device>/<n>');
  const topic = `eaas/${maker}/${device}`;
  return {
    kinds: null,
    zone: null,
    nowMs: null,
    signIn: () => Promise.resolve({ ...login, topic, release: () => Promise.resolve() }),
  };
}

function chooseDevice(machine: ReplayMachine, code: string | undefined): ReplayMachine['devices'][number] {
  const { devices, serial } = machine;
  const chosen =
    code === undefined
      ? (devices.find(({ kind }) => kind === 'controller') ?? devices[0])
      : devices.find((device) => device.code === code);
  if (chosen) return chosen;
  if (devices.length === 0)
    throw new Error(`Machine ${serial} has no device. Add one in the portal, under Devices.`);
  throw new Error(
    `Machine ${serial} has no device ${code}. Its devices: ${devices.map((device) => device.code).join(', ')}`,
  );
}
