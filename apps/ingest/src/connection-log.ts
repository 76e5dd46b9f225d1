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
  private timer: NodeJS.Timeout | undefined;
  private returnTimer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: ConnectivityStore,
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

  note(device: DeviceRef, connected: boolean, reason: string): void {
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
    const changes = [...this.changes.values()].filter(
      ({ device, connected }) => (this.written.get(device.deviceKey) ?? false) !== connected,
    );
    this.changes.clear();
    if (changes.length === 0) return;
    for (const { device, connected } of changes) this.written.set(device.deviceKey, connected);
    this.writing = this.writing
      .then(() => this.store.record(changes))
      .catch((error: unknown) => {
        this.onError(error);
        for (const change of changes) {
          this.written.set(change.device.deviceKey, !change.connected);
          if (!this.changes.has(change.device.deviceKey)) this.changes.set(change.device.deviceKey, change);
        }
        this.timer ??= setTimeout(() => this.write(), SETTLE_MS);
      });
  }
}
