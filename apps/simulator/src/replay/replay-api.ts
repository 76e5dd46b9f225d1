/** Machine with the properties that a replay needs. */
export interface ReplayMachine {
  readonly id: string;
  readonly serial: string;
  readonly site: { readonly zone: string } | null;
  readonly devices: readonly { readonly id: string; readonly code: string; readonly kind: string }[];
  readonly signals: readonly { readonly key: string; readonly kind: string }[];
}

export interface ReplayCredential {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  /** `eaas/<maker>/<device>` */
  readonly topic: string;
}

/** Client for the parts of the product's HTTP API that a replay needs. */
export class ReplayApi {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** @throws Error if there is no machine with that serial number */
  async findMachine(serial: string): Promise<ReplayMachine> {
    const { items } = await this.call<{ items: { id: string; serial: string }[] }>(
      'GET',
      `/machines?search=${encodeURIComponent(serial)}&limit=200`,
    );
    const found = items.find((machine) => machine.serial === serial);
    if (!found) throw new Error(`Machine ${serial} does not exist. Check --machine.`);
    return this.call<ReplayMachine>('GET', `/machines/${found.id}`);
  }

  /** Returns the product's time in epoch milliseconds. */
  async now(): Promise<number> {
    const { clock } = await this.call<{ clock: { now: string } }>('GET', '/session');
    return Date.parse(clock.now);
  }

  /** Issues a credential without affecting the device's other credentials. */
  issueCredential(deviceId: string): Promise<ReplayCredential> {
    return this.call<ReplayCredential>('POST', `/devices/${deviceId}/credentials`, { overlapHours: null });
  }

  async revokeCredential(id: string): Promise<void> {
    await this.call('DELETE', `/device-credentials/${id}`);
  }

  /** Revokes the API key of this client. */
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
    }).catch((error: unknown) => {
      const { cause, message } = error as Error;
      throw new Error(`The API at ${this.url} can't be reached: ${cause instanceof Error ? cause : message}`);
    });
    const text = await response.text();
    if (response.status === 401)
      throw new Error('The API key is wrong or revoked. Pass a valid key with --api-key.');
    if (!response.ok) throw new Error(`${method} ${path} returned ${response.status} ${text.slice(0, 300)}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }
}
