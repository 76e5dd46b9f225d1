import type { ConnectionChange, ConnectivityStore, DeviceRef } from '#telemetry';

/** A connection that drops and comes back within this time is no news. */
const SETTLE_MS = 500;
/** After a start, devices have so long to come back before they are called offline. */
const RETURN_MS = 60_000;

/**
 * Writes down which devices are connected. Changes are gathered for a moment: a device that takes over its own connection,
 * or a fleet that comes back at once, makes few writes; while the database is away the last state of each is kept.
 */
export class ConnectionLog {
  private readonly written = new Map<number, boolean>();
  private readonly changes = new Map<number, ConnectionChange>();
  private readonly absent = new Map<number, DeviceRef>();
  /** Whom to tell when what they noted is durable. */
  private waiting: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private returnTimer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Pick<ConnectivityStore, 'record' | 'findConnected'>,
    private readonly now: () => number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /**
   * Takes over what the last run wrote.
   * @param mustReturn whether who was connected then lost the connection with that run, and goes offline if it isn't back soon
   */
  async start(mustReturn: boolean): Promise<void> {
    for (const device of await this.store.findConnected()) {
      this.written.set(device.deviceKey, true);
      if (mustReturn) this.absent.set(device.deviceKey, device);
    }
    this.returnTimer = setTimeout(() => {
      for (const device of this.absent.values()) this.note(device, false, 'not_reconnected');
      this.absent.clear();
    }, RETURN_MS);
  }

  /** @param onDurable told once this, or what came after it, is in the database */
  note(device: DeviceRef, connected: boolean, reason: string, onDurable?: () => void): void {
    if (onDurable) this.waiting.push(onDurable);
    this.absent.delete(device.deviceKey);
    this.changes.set(device.deviceKey, { device, connected, reason, atMs: this.now() });
    this.timer ??= setTimeout(() => this.write(), SETTLE_MS);
  }

  /** Whether a device is connected as far as is known. */
  isConnected(deviceKey: number): boolean {
    return this.changes.get(deviceKey)?.connected ?? this.written.get(deviceKey) ?? false;
  }

  async stop(): Promise<void> {
    clearTimeout(this.returnTimer);
    this.write();
    clearTimeout(this.timer);
    await this.writing;
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.writeOnce());
  }

  /** One at a time: what is noted meanwhile goes with the next, so that no older state of a device is written after a newer. */
  private async writeOnce(): Promise<void> {
    const changes = [...this.changes.values()].filter(
      ({ device, connected }) => (this.written.get(device.deviceKey) ?? false) !== connected,
    );
    const told = this.waiting;
    this.changes.clear();
    this.waiting = [];
    for (const { device, connected } of changes) this.written.set(device.deviceKey, connected);
    try {
      if (changes.length > 0) await this.store.record(changes);
    } catch (error) {
      this.onError(error);
      for (const change of changes) {
        this.written.set(change.device.deviceKey, !change.connected);
        if (!this.changes.has(change.device.deviceKey)) this.changes.set(change.device.deviceKey, change);
      }
      this.waiting = [...told, ...this.waiting];
      this.timer ??= setTimeout(() => this.write(), SETTLE_MS);
      return;
    }
    for (const tell of told) tell();
  }
}
