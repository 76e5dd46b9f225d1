import { bytesIn, progressOf } from './progress.js';

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

describe('bytesIn', () => {
  it.each([
    [0, 0, 'B'],
    [999, 999, 'B'],
    [1500, 1.5, 'KB'],
    [2.5e9, 2.5, 'GB'],
    [3e15, 3000, 'TB'],
  ])('%d', (bytes, value, unit) => expect(bytesIn(bytes)).toEqual({ value, unit }));
});
