import fc from 'fast-check';
import { readDay, readDegrees } from './cells.js';

describe('readDay', () => {
  it.each<[string, unknown]>([
    ['2026-11-24', { value: '2026-11-24' }],
    ['2024-02-29', { value: '2024-02-29' }],
    ['2026-02-29', { code: 'import.not_a_day' }],
    ['31.11.2026', { code: 'import.not_a_day' }],
    ['24.11.2026', { code: 'import.not_a_day', proposal: '2026-11-24' }],
    ['2026/1/9', { code: 'import.not_a_day', proposal: '2026-01-09' }],
    ['24/11/2026', { code: 'import.not_a_day', proposal: '2026-11-24' }],
    ['11/24/2026', { code: 'import.not_a_day', proposal: '2026-11-24' }],
    ['03/04/2026', { code: 'import.not_a_day' }],
    ['05/05/2026', { code: 'import.not_a_day', proposal: '2026-05-05' }],
    ['24 Nov 2026', { code: 'import.not_a_day' }],
    ['45985', { code: 'import.not_a_day' }],
    ['2026-11-24T00:00:00Z', { code: 'import.not_a_day' }],
  ])('%s', (text, cell) => {
    expect(readDay(text)).toEqual(cell);
  });

  it('accepts every existing day and proposes only valid days', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          expect(readDay(day)).toEqual({ value: day });
          const [y, m, d] = day.split('-') as [string, string, string];
          expect(readDay(`${d}.${m}.${y}`)).toEqual({ code: 'import.not_a_day', proposal: day });
        },
      ),
    );
  });
});

describe('readDegrees', () => {
  it.each<[string, number, unknown]>([
    ['52.11', 90, { value: 52.11 }],
    ['-6,94', 90, { value: -6.94 }],
    ['\u2212100.39', 180, { value: -100.39 }],
    ['0', 90, { value: 0 }],
    ['90.1', 90, { code: 'import.out_of_range', params: { min: -90, max: 90 } }],
    ['52°06′', 90, { code: 'import.not_a_number' }],
    ['1.204,5', 180, { code: 'import.not_a_number' }],
    ['', 90, { code: 'import.not_a_number' }],
    ['1e2', 180, { code: 'import.not_a_number' }],
  ])('%s within %d', (text, limit, cell) => {
    expect(readDegrees(text, limit)).toEqual(cell);
  });
});
