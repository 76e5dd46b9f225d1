import fc from 'fast-check';
import { type DevicePatch, PendingPatches } from './pending-patches.js';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 24, 12, 0, second)).toISOString();
const always = (): boolean => true;

describe('PendingPatches', () => {
  it('returns the newest of each value with its own time, oldest first', () => {
    const pending = new PendingPatches();
    pending.add('r1', { machineId: 'm1', deviceId: 'd1', at: at(1), values: { p: 1, q: 5 } });
    pending.add('r1', { machineId: 'm1', deviceId: 'd1', at: at(2), values: { p: 2 }, qualities: { p: 2 } });
    pending.add('r2', { siteId: 's1', deviceId: 'd2', at: at(3), values: { air: null } });
    expect(pending.take(always)).toEqual([
      { machineId: 'm1', deviceId: 'd1', at: at(1), values: { q: 5 } },
      { machineId: 'm1', deviceId: 'd1', at: at(2), values: { p: 2 }, qualities: { p: 2 } },
      { siteId: 's1', deviceId: 'd2', at: at(3), values: { air: null } },
    ]);
    expect(pending.isEmpty).toBe(true);
    expect(pending.take(always)).toEqual([]);
  });

  it('drops values of a room that the client has left', () => {
    const pending = new PendingPatches();
    pending.add('left', { machineId: 'm1', deviceId: 'd1', at: at(1), values: { p: 1 } });
    pending.add('in', { machineId: 'm2', deviceId: 'd2', at: at(1), values: { p: 2 } });
    expect(pending.take((room) => room === 'in').map(({ deviceId }) => deviceId)).toEqual(['d2']);
    expect(pending.isEmpty).toBe(true);
  });

  it('gives a client the same values, no matter when it could receive them', () => {
    const patch = fc.record({
      deviceId: fc.constantFrom('d1', 'd2'),
      at: fc.integer({ min: 0, max: 59 }).map(at),
      values: fc.dictionary(fc.constantFrom('p', 'q', 'state'), fc.integer(), { minKeys: 1 }),
    });
    const show = (sent: readonly DevicePatch[]): Map<string, readonly [unknown, string]> => {
      const shown = new Map<string, readonly [unknown, string]>();
      for (const { deviceId, at: time, values } of sent)
        for (const [key, value] of Object.entries(values)) {
          const known = shown.get(`${deviceId} ${key}`);
          if (!known || known[1] <= time) shown.set(`${deviceId} ${key}`, [value, time]);
        }
      return shown;
    };
    fc.assert(
      fc.property(fc.array(fc.tuple(patch, fc.boolean()), { maxLength: 30 }), (patches) => {
        const pending = new PendingPatches();
        const sent: DevicePatch[] = [];
        for (const [each, canTake] of patches) {
          pending.add('r', each);
          if (canTake) sent.push(...pending.take(always));
        }
        sent.push(...pending.take(always));
        expect(show(sent)).toEqual(show(patches.map(([each]) => each)));
      }),
    );
  });
});
