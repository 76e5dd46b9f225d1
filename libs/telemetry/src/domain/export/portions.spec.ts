import fc from 'fast-check';
import { packPortions, type DeviceSegment } from './portions.js';

const parts = fc
  .array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 6 })
  .map((sizes) =>
    sizes.map((readings, p): DeviceSegment => ({ fromMs: p * 10, toMs: (p + 1) * 10, readings })),
  );

describe('packPortions', () => {
  it('returns each part once, in order, and no batch above its limit', () => {
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), fc.integer({ min: 1, max: 100 }), (devices, most) => {
        const given = new Map(devices.map((of, key) => [key, of]));
        const portions = packPortions(given, most);
        const flat = portions.flatMap((portion) => [...portion]);
        expect(flat).toEqual(
          devices.flatMap((of, key) => of.map(({ fromMs, toMs }) => [key, { fromMs, toMs }])),
        );
        for (const portion of portions) {
          const held = [...portion].map(
            ([key, span]) => devices[key]!.find(({ fromMs }) => fromMs === span.fromMs)!.readings,
          );
          expect(held.length === 1 || held.reduce((a, b) => a + b, 0) <= most).toBe(true);
        }
      }),
    );
  });
});
