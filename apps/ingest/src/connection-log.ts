import type { ConnectionChange, ConnectivityStore, DeviceRef } from '#telemetry';

/** Time for which changes are buffered. A connection that drops and returns within this time is ignored. */
const WRITE_DELAY_MS = 500;
/** Time after a start within which devices may reconnect before they are recorded as offline. */
const RECONNECT_MS = 60_000;

/**
 * Records which devices are connected. Buffers changes briefly, so that few writes are needed if a device replaces its
 * own connection or a whole fleet reconnects. While the database is unavailable, keeps the last state of each device.
 */
export class ConnectionLog {
  private readonly written = new Map<number, boolean>();
  private readonly changes = new Map<number, ConnectionChange>();
  private readonly absent = new Map<number, DeviceRef>();
  /** Callbacks of changes that are not durable yet. */
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
   * Loads the state recorded by the previous run.
   * @param mustReconnect whether devices lost their connection when that run ended, and are recorded as offline unless
   *   they return soon
   */
  async start(mustReconnect: boolean): Promise<void> {
    for (const device of await this.store.findConnected()) {
      this.written.set(device.deviceKey, true);
      if (mustReconnect) this.absent.set(device.deviceKey, device);
    }
    this.returnTimer = setTimeout(() => {
      for (const device of this.absent.values()) this.record(device, false, 'not_reconnected');
      this.absent.clear();
    }, RECONNECT_MS);
  }

  /** @param onDurable called once this state, or a later one, is in the database */
  record(device: DeviceRef, connected: boolean, reason: string, onDurable?: () => void): void {
    if (onDurable) this.waiting.push(onDurable);
    this.absent.delete(device.deviceKey);
    this.changes.set(device.deviceKey, { device, connected, reason, atMs: this.now() });
    this.timer ??= setTimeout(() => this.write(), WRITE_DELAY_MS);
  }

  /** Returns whether a device is connected according to its last known state; false without a known state. */
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

  /**
   * Writes one batch at a time. Later changes go into the next batch, so that no older state of a device is written
   * after a newer one.
   */
  private async writeOnce(): Promise<void> {
    const changes = [...this.changes.values()].filter(
      ({ device, connected }) => (this.written.get(device.deviceKey) ?? false) !== connected,
    );
    const callbacks = this.waiting;
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
      this.waiting = [...callbacks, ...this.waiting];
      this.timer ??= setTimeout(() => this.write(), WRITE_DELAY_MS);
      return;
    }
    for (const callback of callbacks) callback();
  }
}
