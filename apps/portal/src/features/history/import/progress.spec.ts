import { progressOf } from './progress.js';

describe('progressOf', () => {
  it('derives speed and remaining time from the time spent working', () => {
    expect(progressOf({ position: 250, bytes: 1000, points: 5000, busyMs: 2000 })).toEqual({
      share: 0.25,
      pointsPerSecond: 2500,
      leftMs: 6000,
    });
  });

  it('has no speed or remaining time before the first step', () => {
    expect(progressOf({ position: 0, bytes: 1000, points: 0, busyMs: 0 })).toEqual({
      share: 0,
      pointsPerSecond: null,
      leftMs: null,
    });
  });
});
