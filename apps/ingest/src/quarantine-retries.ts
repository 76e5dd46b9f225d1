import { setTimeout as wait } from 'node:timers/promises';
import {
  type DeviceDirectory,
  type QuarantineReplayStore,
  decodeQuarantined,
  type ReplayEntry,
  type ReplayTask,
  type ReplayResult,
  TelemetryIntake,
  type TelemetryStore,
} from '#telemetry';
import { isFault, receiveReadings } from './formats/format-message.js';
import type { GatewayNames } from './formats/gateway-names.js';
import { SharedOrigin } from './formats/shared-origin.js';

/** Number of messages per step. Most steps are committed in one batch. */
const BATCH_SIZE = 500;
const MAX_HELD_BYTES = 16 * 1024 * 1024;
/** Time limit for recording the last step when the process ends. */
const FINAL_STEP_MS = 1000;

export interface RetryDependencies {
  readonly replays: QuarantineReplayStore;
  readonly store: TelemetryStore;
  readonly names: GatewayNames;
  readonly directory: DeviceDirectory;
  readonly onError: (error: unknown) => void;
}

/**
 * Retries quarantined messages on request, through the same path as when they arrived. Uses a separate intake, so that
 * devices are not notified of messages that they sent long ago, and the messages are not counted as received now.
 */
export class QuarantineRetries {
  private readonly intake: TelemetryIntake;
  private running: Promise<void> | null = null;
  private isStopping = false;

  constructor(private readonly tools: RetryDependencies) {
    this.intake = new TelemetryIntake({
      store: tools.store,
      heldBytesLimit: MAX_HELD_BYTES,
      keepsFirstReceipts: true,
      // No back pressure is needed: a step is much smaller than the limit, and the next step waits for it.
      onPressure: () => undefined,
      onRetry: tools.onError,
      onFaults: () => undefined,
      onStored: () => undefined,
    });
  }

  /** Processes pending requests, unless they are already being processed. */
  tick(): void {
    this.running ??= this.run()
      .catch(this.tools.onError)
      .finally(() => (this.running = null));
  }

  /** Ends after the current step, or aborts it after a time limit. The next process continues from there. */
  async stop(timeoutMs: number): Promise<void> {
    this.isStopping = true;
    await this.intake.drain(timeoutMs);
    await Promise.race([this.running, wait(FINAL_STEP_MS, undefined, { ref: false })]);
  }

  private async run(): Promise<void> {
    const { replays } = this.tools;
    for (let task = await replays.claim(); task; task = await replays.claim()) {
      while (!this.isStopping && (await this.step(task)));
      if (this.isStopping) return;
    }
  }

  /** @returns whether there may be more messages */
  private async step(task: ReplayTask): Promise<boolean> {
    const { replays, directory } = this.tools;
    const entries = await replays.next(task, BATCH_SIZE);
    if (entries.length === 0) {
      await replays.finish(task);
      return false;
    }
    // Load recent changes that may have removed the cause of the errors.
    await directory.refreshDevices(new Set(entries.flatMap(({ deviceKey }) => deviceKey ?? [])));
    const results = await Promise.all(entries.map((entry) => this.retryEntry(entry)));
    await replays.recordResults(task, results);
    return true;
  }

  private async retryEntry(entry: ReplayEntry): Promise<ReplayResult> {
    const { id, deviceKey, topic, receivedMs } = entry;
    const device = deviceKey === null ? undefined : await this.tools.directory.find(deviceKey);
    const decoded = device && decodeQuarantined(entry);
    if (!decoded) return { id, outcome: 'kept' };
    if (isFault(decoded)) return { id, outcome: 'kept', fault: decoded };
    return new Promise((resolve, reject) => {
      const origin = new SharedOrigin(
        decoded.devices.length,
        {
          acknowledge: (_id, faults) => resolve({ id, outcome: faults.length > 0 ? 'set_aside' : 'stored' }),
        },
        0,
      );
      const tools = { names: this.tools.names, intake: this.intake };
      receiveReadings(tools, { device, topic, receivedMs }, decoded, origin).catch(reject);
    });
  }
}
