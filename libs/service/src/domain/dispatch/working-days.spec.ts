import { DateTime } from 'luxon';
import fc from 'fast-check';
import { localDay, spanOfDay, workingDays, type HubHours } from './working-days.js';

const warsaw: HubHours = {
  zone: 'Europe/Warsaw',
  days: [1, 2, 3, 4, 5],
  open: '08:00',
  close: '17:00',
  holidays: ['2026-11-11'],
};
const jakarta: HubHours = { ...warsaw, zone: 'Asia/Jakarta', holidays: [] };

const first = (hours: HubHours, now: string, count: number) =>
  [...workingDays(hours, Date.parse(now), 14)]
    .slice(0, count)
    .map(({ day, from, to }) => [day, new Date(from).toISOString(), new Date(to).toISOString()]);

describe('working days', () => {
  it('begin with today until it ends', () => {
    expect(first(warsaw, '2026-11-10T15:59:00Z', 1)).toEqual([
      ['2026-11-10', '2026-11-10T07:00:00.000Z', '2026-11-10T16:00:00.000Z'],
    ]);
  });

  it('skip holidays and weekends', () => {
    expect(first(warsaw, '2026-11-10T16:00:00Z', 3).map(([day]) => day)).toEqual([
      '2026-11-12',
      '2026-11-13',
      '2026-11-16',
    ]);
  });

  it('use the hub’s day, not the server’s', () => {
    expect(first(jakarta, '2026-11-24T23:30:00Z', 1)).toEqual([
      ['2026-11-25', '2026-11-25T01:00:00.000Z', '2026-11-25T10:00:00.000Z'],
    ]);
  });

  it.each([
    ['in spring', '2026-03-27T18:00:00Z', '2026-03-30', '2026-03-30T06:00:00.000Z'],
    ['in autumn', '2026-10-23T18:00:00Z', '2026-10-26', '2026-10-26T07:00:00.000Z'],
  ])('open at eight by the wall clock after the clocks change %s', (_when, now, day, opens) => {
    expect(first(warsaw, now, 1)[0]!.slice(0, 2)).toEqual([day, opens]);
  });

  it('follow one another, open and close by the wall clock, and skip holidays, in any zone at any time of the year', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/Warsaw', 'Asia/Jakarta', 'America/Mexico_City', 'Pacific/Auckland'),
        fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') }),
        fc.subarray([1, 2, 3, 4, 5, 6, 7]),
        fc.array(fc.integer({ min: 0, max: 13 }), { maxLength: 5 }),
        (zone, now, days, off) => {
          const today = DateTime.fromMillis(now, { zone });
          const holidays = off.map((ahead) => today.plus({ days: ahead }).toFormat('yyyy-MM-dd'));
          let last = -Infinity;
          for (const { day, from, to } of workingDays({ ...warsaw, zone, days, holidays }, now, 14)) {
            const [opens, closes] = [from, to].map((at) => DateTime.fromMillis(at, { zone }));
            expect([opens!.toFormat('yyyy-MM-dd HH:mm'), closes!.toFormat('yyyy-MM-dd HH:mm')]).toEqual([
              `${day} 08:00`,
              `${day} 17:00`,
            ]);
            expect(days).toContain(opens!.weekday);
            expect(holidays).not.toContain(day);
            expect(from).toBeGreaterThan(last);
            expect(to).toBeGreaterThan(now);
            last = to;
          }
        },
      ),
    );
  });

  it('never occur within the horizon when the hub is closed', () => {
    expect([...workingDays({ ...warsaw, days: [] }, 0, 400)]).toEqual([]);
  });
});

describe('a local day', () => {
  it('is a day in the hub’s zone', () => {
    expect(localDay(Date.parse('2026-11-24T17:30:00Z'), 'Asia/Jakarta')).toBe('2026-11-25');
  });

  it.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-11-24', 24],
  ])('%s has %d hours in Warsaw', (day, hours) => {
    const { from, to } = spanOfDay(day, 'Europe/Warsaw');
    expect((to - from) / 3_600_000).toBe(hours);
  });
});
