import fc from 'fast-check';
import { distanceKm, travelMinutes, type GeoLocation } from './location.js';

const at = (latitude: number, longitude: number): GeoLocation => ({ latitude, longitude });

describe('places', () => {
  it.each<[string, GeoLocation, GeoLocation, number]>([
    ['a place and itself', at(-6.31, 107.14), at(-6.31, 107.14), 0],
    ['a degree along the equator', at(0, 0), at(0, 1), 111.195],
    ['Warsaw and Krakow', at(52.2297, 21.0122), at(50.0647, 19.945), 251.98],
    ['both sides of the date line', at(0, 179.5), at(0, -179.5), 111.195],
    ['pole to pole', at(90, 0), at(-90, 0), 20015.1],
  ])('%s', (_what, a, b, km) => {
    expect(distanceKm(a, b)).toBeCloseTo(km, 0);
  });

  it('have the same distance both ways, and at most half the globe', () => {
    const anywhere = fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(anywhere, anywhere, (a, b) => {
        expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6);
        expect(distanceKm(a, b)).toBeLessThanOrEqual(20_016);
      }),
    );
  });

  it('take travel time: by road, or half a day by air', () => {
    expect(travelMinutes(at(0, 0), at(0, 0.45))).toBe(79);
    expect(travelMinutes(at(0, 0), at(0, 6))).toBe(240);
    expect(travelMinutes(null, at(0, 6))).toBe(0);
  });
});
