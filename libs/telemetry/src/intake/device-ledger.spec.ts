import { shapeOf } from '../domain/readings/shape.js';
import { DUPLICATE, type Outcome, STORED } from '../domain/readings/outcomes.js';
import { TIME_OF_DEVICE } from '../domain/intake/time-source.js';
import type { KnownDevice } from './device-directory.js';
import { DeviceLedger } from './device-ledger.js';
import { IntakeBatch } from './intake-batch.js';

const MINUTE = 60_000;
const device = (deviceKey: number): KnownDevice =>
  ({ makerId: 'm', makerSlug: 'm', deviceKey }) as KnownDevice;

/** Adds a message of a device with readings of other devices, each with two values. */
function send(batch: IntakeBatch, sender: number, ...readingsOf: number[]): void {
  batch.begin({ device: device(sender), topic: 't', origin: { acknowledge: () => undefined }, id: 0 });
  const shape = shapeOf(['p', 'q'], [undefined, undefined], null, TIME_OF_DEVICE);
  for (const key of readingsOf) batch.readings.add(device(key), 't', 0, 0, 1, shape, [1, 2]);
}

function noted(minuteMs: number): DeviceLedger {
  const batch = new IntakeBatch();
  // A gateway sends for two devices. One of them also sends directly; one message is empty.
  send(batch, 9, 1, 2);
  send(batch, 1, 1);
  send(batch, 9);
  const outcomes: Outcome[] = [STORED, DUPLICATE, STORED];
  const ledger = new DeviceLedger();
  ledger.note(batch, outcomes, minuteMs);
  return ledger;
}

const counts = (ledger: DeviceLedger, nowMs: number) =>
  ledger
    .take(nowMs)
    .sort((a, b) => a.deviceKey - b.deviceKey)
    .map(({ deviceKey, messages, points }) => [deviceKey, messages, points]);

describe('DeviceLedger', () => {
  it('counts messages by sender, and stored values by device', () => {
    expect(counts(noted(0), MINUTE)).toEqual([
      [1, 1, 4],
      [9, 2, 0],
    ]);
  });

  it('returns a minute once after its end, and again if it could not be written', () => {
    const ledger = noted(MINUTE);
    expect(ledger.take(2 * MINUTE - 1)).toEqual([]);
    const taken = ledger.take(2 * MINUTE);
    expect(taken).toHaveLength(2);
    expect(ledger.take(9 * MINUTE)).toEqual([]);
    ledger.restore(taken);
    expect(counts(ledger, 9 * MINUTE)).toEqual([
      [1, 1, 4],
      [9, 2, 0],
    ]);
  });
});
