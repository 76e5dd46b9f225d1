import fc from 'fast-check';
import { positionLabels, spreadPins } from './map-pins.js';

const distances = (pins: readonly { x: number; y: number }[]): number[] =>
  pins.flatMap((a, index) => pins.slice(index + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)));

describe('pins on a small map', () => {
  it('stay in place without overlaps', () => {
    const pins = [
      { x: 10, y: 10 },
      { x: 100, y: 10 },
    ];
    expect(spreadPins(pins)).toEqual(pins);
  });

  it('are pushed apart if sites have the same position', () => {
    const spread = spreadPins([
      { x: 50, y: 50 },
      { x: 50, y: 50 },
      { x: 52, y: 50 },
    ]);
    expect(Math.min(...distances(spread))).toBeGreaterThan(20);
    expect(Math.max(...spread.map(({ x, y }) => Math.hypot(x - 50, y - 50)))).toBeLessThan(40);
  });

  it('of a few sites never overlap, and the input stays unchanged', () => {
    const pin = fc.record({ x: fc.integer({ min: 0, max: 300 }), y: fc.integer({ min: 0, max: 200 }) });
    fc.assert(
      fc.property(fc.array(pin, { minLength: 2, maxLength: 5 }), (pins) => {
        const before = structuredClone(pins);
        expect(Math.min(...distances(spreadPins(pins)))).toBeGreaterThan(18);
        expect(pins).toEqual(before);
      }),
    );
  });
});

describe('the label of a pin', () => {
  const sideOf = (index: number, pins: { x: number; y: number }[], names: string[], width = 300) =>
    positionLabels(pins, names, width)[index]?.side;

  it('is on the right if both sides are free', () => {
    expect(sideOf(0, [{ x: 150, y: 50 }], ['Warsaw'])).toBe('right');
  });

  it('is on the left near the right edge', () => {
    expect(sideOf(0, [{ x: 290, y: 50 }], ['Warsaw'])).toBe('left');
  });

  it('avoids a pin beside it, but not one below', () => {
    const names = ['Warsaw', 'Praga'];
    const beside = [
      { x: 150, y: 50 },
      { x: 180, y: 55 },
    ];
    const below = [
      { x: 150, y: 50 },
      { x: 180, y: 90 },
    ];
    expect(sideOf(0, beside, names)).toBe('left');
    expect(sideOf(0, below, names)).toBe('right');
  });

  it('prefers an overlap to leaving the map', () => {
    const pins = [
      { x: 20, y: 50 },
      { x: 50, y: 50 },
    ];
    expect(sideOf(0, pins, ['Warsaw', 'Praga'])).toBe('right');
  });
});
