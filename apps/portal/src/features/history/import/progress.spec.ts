import { progressOf } from './progress.js';

describe('progressOf', () => {
  it('tells how fast it goes and how long it will take by the time that was worked', () => {
    expect(progressOf({ position: 250, bytes: 1000, points: 5000, busyMs: 2000 })).toEqual({
      share: 0.25,
      pointsPerSecond: 2500,
      leftMs: 6000,
    });
  });

  it('tells nothing before the first step', () => {
    expect(progressOf({ position: 0, bytes: 1000, points: 0, busyMs: 0 })).toEqual({
      share: 0,
      pointsPerSecond: null,
      leftMs: null,
    });
  });
});
