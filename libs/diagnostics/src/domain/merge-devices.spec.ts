import fc from 'fast-check';
import type { MachineReading } from './evaluate-machine.js';
import { mergeDevices } from './merge-devices.js';

const reading = (deviceKey: number, at: number, seq = at): MachineReading => ({
  at,
  deviceKey,
  seq: String(seq),
  keys: [],
  values: [],
  qualities: null,
});
const places = (readings: readonly MachineReading[]) =>
  readings.map(({ at, deviceKey, seq }) => [at, deviceKey, Number(seq)]);

describe('merging devices', () => {
  it('orders by time, then device, then number', () => {
    const merged = mergeDevices(
      [
        [reading(2, 1), reading(2, 3)],
        [reading(1, 1, 5), reading(1, 1, 10), reading(1, 2)],
      ],
      10,
    );
    expect(places(merged.readings)).toEqual([
      [1, 1, 5],
      [1, 1, 10],
      [1, 2, 1],
      [2, 1, 2],
      [3, 2, 3],
    ]);
    expect(merged.complete).toBe(true);
  });

  it('stops before the time at which a device was cut off', () => {
    const merged = mergeDevices([[reading(1, 1), reading(1, 5)], [reading(2, 4)], []], 2);
    expect(places(merged.readings)).toEqual([
      [1, 1, 1],
      [4, 2, 4],
    ]);
    expect(merged.complete).toBe(false);
  });

  it('uses nothing when a device returned readings of one instant only', () => {
    expect(mergeDevices([[reading(1, 7, 1), reading(1, 7, 2)]], 2)).toEqual({
      readings: [],
      complete: false,
    });
  });

  it('returns all readings in order, piece by piece', () => {
    const device = (key: number) =>
      fc
        .uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 30 })
        .map((times) => times.sort((a, b) => a - b).map((at) => reading(key, at)));
    fc.assert(
      fc.property(device(1), device(2), fc.integer({ min: 2, max: 5 }), (one, two, limit) => {
        const got: MachineReading[] = [];
        for (let complete = false; !complete;) {
          const after = got.at(-1)?.at ?? -1;
          const slice = mergeDevices(
            [one, two].map((all) => all.filter(({ at }) => at > after).slice(0, limit)),
            limit,
          );
          got.push(...slice.readings);
          complete = slice.complete;
        }
        expect(places(got)).toEqual(
          places([...one, ...two].sort((a, b) => a.at - b.at || a.deviceKey - b.deviceKey)),
        );
      }),
    );
  });
});
