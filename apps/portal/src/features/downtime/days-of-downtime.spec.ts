import { daysOfDowntime } from './days-of-downtime.js';

const NOVEMBER = { periodFrom: '2026-11-01', periodTo: '2026-12-01', zone: 'Europe/Warsaw' };

describe('the disputed days of downtime', () => {
  it.each([
    ['are local days', '2026-11-09T23:30:00Z', '2026-11-10T03:00:00Z', '2026-11-10', '2026-11-10'],
    [
      'exclude a day that begins when the downtime ends',
      '2026-11-09T10:00:00Z',
      '2026-11-09T23:00:00Z',
      '2026-11-09',
      '2026-11-09',
    ],
    [
      'are within the billing period',
      '2026-10-30T10:00:00Z',
      '2026-12-02T10:00:00Z',
      '2026-11-01',
      '2026-11-30',
    ],
  ])('%s', (_, from, to, first, last) => {
    expect(daysOfDowntime({ from, to }, NOVEMBER)).toEqual({ from: first, to: last });
  });
});
