import type { PumpMachine } from '../support/pump-world.js';
import { ExpectedDevice } from './expected-device.js';
import type { ExpectedAttributes } from './expect-attributes.js';
import type { Expectation, ExpectedReading } from './expected.js';
import { PUMP_RULES } from './mutation-fixture.js';
import type { Answer } from './senders.js';

/** A sent mutant, and its expected outcome. */
export interface Attempt {
  readonly format: string;
  readonly kind: string;
  /** The beginning of the payload, which helps to find it. */
  readonly head: string;
  readonly stored: number;
  readonly known: number;
  readonly aside: number;
  /**
   * True if the payload contains a reading that can't be distinguished from an equal one that arrives a millisecond
   * later.
   */
  readonly isTimeless: boolean;
  /** Evidence of a different outcome; empty if there is none. */
  readonly complaints: string[];
}

/** The expected rows of the export, each with the mutants that produced it. */
export type ExpectedRows = Map<string, Attempt[]>;

const HEAD_CHARACTERS = 400;
/** Maximum number of stored attributes per device. */
const ATTRIBUTES = 256;

/** A device of the run, with its expected data. */
class Device {
  readonly book = new ExpectedDevice(PUMP_RULES);
  readonly rows: ExpectedRows = new Map();
  readonly attributes = new Map<string, unknown>();
  aside = 0;

  /**
   * Records client attributes; a message with names beyond the maximum is quarantined.
   * @returns true if all attributes are stored
   */
  storeAttributes(attributes: ReadonlyMap<string, unknown>): boolean {
    let isAllStored = true;
    for (const [name, value] of attributes) {
      if (this.attributes.has(name) || this.attributes.size < ATTRIBUTES) this.attributes.set(name, value);
      else isAllStored = false;
    }
    return isAllStored;
  }
}

/** Records the expected outcome of each device's mutants. */
export class Ledger {
  readonly attempts: Attempt[] = [];
  private readonly devices = new Map<string, Device>();

  /**
   * Records a mutant in the order in which its device sends.
   * @param owners devices by the names that the sender uses for them
   */
  expect(
    format: string,
    kind: string,
    payload: Buffer,
    { readings, aside }: Expectation,
    self: PumpMachine,
    owners: ReadonlyMap<string, PumpMachine>,
    nowMs: number,
  ): Attempt {
    const complaints: string[] = [];
    let [stored, known, quarantinedCount, isTimeless] = [0, 0, 0, false];
    const storedReadings: [Device, ExpectedReading][] = [];
    for (const reading of readings) {
      const owner = reading.device === null ? self : owners.get(reading.device);
      const device = this.deviceOf(owner ?? self);
      const outcome = owner ? device.book.record(reading, nowMs, this.attempts.length) : 'aside';
      if (outcome === 'stored') {
        stored++;
        isTimeless ||= reading.timeMs === null;
        storedReadings.push([device, reading]);
      } else if (outcome === 'known') known++;
      else {
        quarantinedCount++;
        device.aside++;
      }
    }
    for (const { device: name, count } of aside) {
      const owner = name === null ? self : (owners.get(name) ?? self);
      this.deviceOf(owner).aside += count;
      quarantinedCount += count;
    }
    const head = payload.subarray(0, HEAD_CHARACTERS).toString('latin1');
    const attempt = { format, kind, head, stored, known, aside: quarantinedCount, isTimeless, complaints };
    for (const [device, reading] of storedReadings) {
      for (const row of rowsOf(reading)) device.rows.set(row, [...(device.rows.get(row) ?? []), attempt]);
    }
    this.attempts.push(attempt);
    return attempt;
  }

  /**
   * Records the expected client attributes of devices. `attributesByDevice` is undefined if the whole message must be
   * quarantined.
   */
  expectAttributes(
    format: string,
    kind: string,
    payload: Buffer,
    attributesByDevice: ExpectedAttributes | undefined,
    self: PumpMachine,
    owners: ReadonlyMap<string, PumpMachine>,
  ): Attempt {
    let [stored, quarantinedCount] = [0, 0];
    const quarantine = (machine: PumpMachine): void => {
      quarantinedCount++;
      this.deviceOf(machine).aside++;
    };
    if (!attributesByDevice) quarantine(self);
    for (const { device: name, attributes } of attributesByDevice ?? []) {
      const owner = name === null ? self : owners.get(name);
      if (!owner) quarantine(self);
      else if (this.deviceOf(owner).storeAttributes(attributes)) stored++;
      else quarantine(owner);
    }
    const head = payload.subarray(0, HEAD_CHARACTERS).toString('latin1');
    const attempt = {
      format,
      kind,
      head,
      stored,
      known: 0,
      aside: quarantinedCount,
      isTimeless: false,
      complaints: [],
    };
    this.attempts.push(attempt);
    return attempt;
  }

  /** Codes of all devices with expectations. */
  get codes(): string[] {
    return [...this.devices.keys()];
  }

  attributesOf(code: string): ReadonlyMap<string, unknown> {
    return this.devices.get(code)?.attributes ?? new Map<string, unknown>();
  }

  rowsOf(code: string): ExpectedRows {
    return this.devices.get(code)?.rows ?? new Map<string, Attempt[]>();
  }

  quarantinedOf(code: string): number {
    return this.devices.get(code)?.aside ?? 0;
  }

  private deviceOf({ serial }: PumpMachine): Device {
    const known = this.devices.get(serial) ?? new Device();
    this.devices.set(serial, known);
    return known;
  }
}

/** Compares a response with the expected one. */
export function compareAnswer(attempt: Attempt, { isFaulty, counts }: Answer): void {
  const { stored, known, aside, isTimeless, complaints } = attempt;
  if (isFaulty !== undefined && isFaulty !== aside > 0)
    complaints.push(isFaulty ? 'reported as invalid, expected valid' : 'reported as valid, expected invalid');
  if (!counts) return;
  const isSame =
    counts.quarantined === aside &&
    counts.stored + counts.duplicates === stored + known &&
    (isTimeless || counts.stored === stored);
  if (!isSame)
    complaints.push(
      `response: ${counts.stored} stored, ${counts.duplicates} duplicates, ${counts.quarantined} quarantined; expected ${stored}, ${known}, ${aside}`,
    );
}

/** Returns the fields of a reading as a row of the export. */
export function rowOf(
  timeMs: number | null,
  seq: number | null,
  key: string,
  value: number | string | boolean | null,
  quality: number,
): string {
  return JSON.stringify([timeMs ?? 'arrival', seq, key, value, quality]);
}

function rowsOf({ timeMs, seq, values }: ExpectedReading): string[] {
  return [...values].map(([key, { value, quality }]) => rowOf(timeMs, seq, key, value, quality));
}
