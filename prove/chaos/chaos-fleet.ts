import { setTimeout as sleep } from 'node:timers/promises';
import { pollUntil } from '../../measure/support/maker.js';
import { seededRandom } from '../../measure/support/seeded-random.js';
import type { PumpMachine } from '../support/pump-world.js';
import { ChaosDevice, type Disorder } from './chaos-device.js';

/** Disorder when no fault changes it. Any message can be repeated or late. */
const USUAL_DISORDER: Disorder = { again: 0.02, late: 0.02, latestMs: 3000 };
export const HEAVY_DISORDER: Disorder = { again: 0.5, late: 0.5, latestMs: 8000 };

const TICK_MS = 250;
/**
 * Half of the devices send as fast as they measure. The others wait for acknowledgements, like most client libraries.
 */
const EAGER = { everyTicks: 1, window: 5000, keepAliveS: 10 };
const PATIENT = { everyTicks: 4, window: 20, keepAliveS: 6 };
const ALARM_EVERY = 240;
const ALARM_FOR = 16;

/**
 * Machines that publish in real time. They record which messages they have measured and sent, and which messages are
 * acknowledged.
 */
export class ChaosFleet {
  disorder = USUAL_DISORDER;
  /** Offset of the devices' clocks from the host's clock, milliseconds. */
  clockOffsetMs = 0;
  /** Number of connections that ended unexpectedly. */
  lost = 0;
  readonly devices: readonly ChaosDevice[];
  /** Times of acknowledgements, epoch milliseconds, in order. */
  private readonly acknowledgedAt: number[] = [];
  private ticking: NodeJS.Timeout | undefined;
  private ticks = 0;
  private isMeasuring = true;

  constructor(url: string, machines: readonly PumpMachine[], seed: number) {
    this.devices = machines.map(
      (machine, index) =>
        new ChaosDevice({
          machine,
          url,
          ...sendingModeOf(index),
          random: seededRandom(seed + index),
          measure: (seq) => valuesOf(index, seq),
          onAcknowledged: () => this.acknowledgedAt.push(Date.now()),
          onLost: () => this.lost++,
        }),
    );
  }

  start(): void {
    this.ticking = setInterval(() => this.tick(), TICK_MS);
  }

  get connected(): number {
    return this.devices.filter(({ isConnected }) => isConnected).length;
  }

  get unacknowledged(): number {
    return this.devices.reduce((sum, device) => sum + device.unacknowledged, 0);
  }

  get sent(): { messages: number; again: number; late: number } {
    const sum = (figure: (device: ChaosDevice) => number): number =>
      this.devices.reduce((total, device) => total + figure(device), 0);
    return {
      messages: sum(({ measured }) => measured.length),
      again: sum(({ again }) => again),
      late: sum(({ late }) => late),
    };
  }

  /** Returns the number of acknowledgements in a half-open period. */
  acknowledgedBetween(fromMs: number, toMs = Infinity): number {
    return this.acknowledgedAt.filter((at) => at >= fromMs && at < toMs).length;
  }

  resetDisorder(): void {
    this.disorder = USUAL_DISORDER;
  }

  /** Stops measuring and waits until everything is acknowledged. @returns number of unacknowledged messages */
  async finish(seconds: number): Promise<number> {
    this.isMeasuring = false;
    for (const device of this.devices) device.makeDelayedDue();
    const left = await pollUntil(
      () => Promise.resolve(this.unacknowledged),
      (unacknowledged) => unacknowledged === 0,
      seconds,
    );
    // No acknowledgement of repeated messages is awaited, but these messages must also be stored only once.
    await sleep(2000);
    return left;
  }

  close(): void {
    clearInterval(this.ticking);
    for (const device of this.devices) device.close();
  }

  private tick(): void {
    this.ticks++;
    const now = Date.now() + this.clockOffsetMs;
    for (const [index, device] of this.devices.entries()) {
      // The devices measure at different milliseconds.
      if (this.isMeasuring && (this.ticks + index) % sendingModeOf(index).everyTicks === 0)
        device.measureAt(now + index, this.disorder);
      device.sendDue();
    }
  }
}

function sendingModeOf(index: number): typeof EAGER {
  return index % 2 === 0 ? EAGER : PATIENT;
}

/**
 * Returns a running counter, a flow, and a pressure that sometimes exceeds its limit. Each machine has a different
 * phase.
 */
function valuesOf(index: number, seq: number): Record<string, number> {
  const isOver = (seq + index * 7) % ALARM_EVERY < ALARM_FOR;
  return {
    flow_l_total: Math.round(1000 * (1000 * index + seq * 1.75)) / 1000,
    flow_l_min: 100 + ((seq * 7 + index * 13) % 40),
    pressure_bar: isOver ? 0.62 : 0.05,
  };
}
