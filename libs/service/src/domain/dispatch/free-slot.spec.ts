import fc from 'fast-check';
import { findFreeSlot, type BusySpan, type SlotRequest } from './free-slot.js';
import { travelMinutes, type GeoLocation } from '../location.js';

const HUB: GeoLocation = { latitude: 52.1, longitude: 21 };
/** Location 33.4 km north of the hub. The trip takes 53 minutes. */
const NEAR: GeoLocation = { latitude: 52.4, longitude: 21 };
const hours = {
  zone: 'Europe/Warsaw',
  days: [1, 2, 3, 4, 5],
  open: '08:00',
  close: '17:00',
  holidays: ['2026-11-11'],
};

const at = (iso: string) => Date.parse(iso);
const busy = (from: string, to: string, place: GeoLocation | null = null): BusySpan => ({
  from: at(from),
  to: at(to),
  place,
});

function slot(over: Partial<Omit<SlotRequest, 'now'>> & { now: string }): string | undefined {
  const found = findFreeSlot({
    minutes: 120,
    hours,
    busy: [],
    home: HUB,
    site: HUB,
    horizonDays: 14,
    ...over,
    now: at(over.now),
  });
  return found && `${new Date(found.from).toISOString()} ${found.comesFrom}`;
}

describe('a free slot', () => {
  it.each<[string, Parameters<typeof slot>[0], string | undefined]>([
    ['begins with the next working day', { now: '2026-11-10T16:30:00Z' }, '2026-11-12T07:00:00.000Z home'],
    [
      'begins now, at the next quarter of an hour',
      { now: '2026-11-10T08:01:00Z' },
      '2026-11-10T08:15:00.000Z home',
    ],
    [
      'waits for the time to travel there',
      { now: '2026-11-10T08:00:00Z', site: NEAR },
      '2026-11-10T09:00:00.000Z home',
    ],
    [
      'needs no waiting on a later day',
      { now: '2026-11-10T16:30:00Z', site: NEAR },
      '2026-11-12T07:00:00.000Z home',
    ],
    ['must end before closing', { now: '2026-11-10T14:01:00Z' }, '2026-11-12T07:00:00.000Z home'],
    ['may end at closing', { now: '2026-11-10T13:50:00Z' }, '2026-11-10T14:00:00.000Z home'],
    [
      'fits before a visit',
      { now: '2026-11-10T05:00:00Z', busy: [busy('2026-11-10T09:00:00Z', '2026-11-10T11:00:00Z', HUB)] },
      '2026-11-10T07:00:00.000Z home',
    ],
    [
      'leaves time to travel to the visit',
      { now: '2026-11-10T05:00:00Z', busy: [busy('2026-11-10T09:00:00Z', '2026-11-10T11:00:00Z', NEAR)] },
      '2026-11-10T12:00:00.000Z visit',
    ],
    [
      'immediately follows a visit at the same location',
      { now: '2026-11-10T05:00:00Z', busy: [busy('2026-11-10T07:00:00Z', '2026-11-10T09:00:00Z', HUB)] },
      '2026-11-10T09:00:00.000Z visit',
    ],
    [
      'follows an absence from home',
      { now: '2026-11-10T05:00:00Z', busy: [busy('2026-11-09T00:00:00Z', '2026-11-10T10:00:00Z')] },
      '2026-11-10T10:00:00.000Z home',
    ],
    [
      'skips days of absence',
      { now: '2026-11-10T05:00:00Z', busy: [busy('2026-11-10T00:00:00Z', '2026-11-14T00:00:00Z')] },
      '2026-11-16T07:00:00.000Z home',
    ],
    [
      'is not found in an absence longer than the horizon',
      { now: '2026-11-10T05:00:00Z', busy: [busy('2026-11-01T00:00:00Z', '2027-01-01T00:00:00Z')] },
      undefined,
    ],
    [
      'is not found when the visit is longer than a day',
      { now: '2026-11-10T05:00:00Z', minutes: 541 },
      undefined,
    ],
    [
      'ignores travel when a location is unknown',
      { now: '2026-11-10T08:00:00Z', site: null },
      '2026-11-10T08:00:00.000Z home',
    ],
  ])('%s', (_what, request, expected) => {
    expect(slot(request)).toBe(expected);
  });

  it('never overlaps existing spans and their travel, and lies within working hours', () => {
    const start = at('2026-11-09T00:00:00Z');
    const blocks = fc.array(
      fc.record({
        from: fc.integer({ min: 0, max: 5 * 96 }),
        quarters: fc.integer({ min: 1, max: 40 }),
        place: fc.constantFrom(null, HUB, NEAR),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        blocks,
        fc.constantFrom(30, 120, 240),
        fc.constantFrom(HUB, NEAR),
        fc.integer({ min: 0, max: 4 * 1440 }),
        (raw, minutes, site, offset) => {
          const list = raw.map(({ from, quarters, place }) => ({
            from: start + from * 900_000,
            to: start + (from + quarters) * 900_000,
            place,
          }));
          const now = start + offset * 60_000;
          const found = findFreeSlot({ now, minutes, hours, busy: list, home: HUB, site, horizonDays: 14 });
          if (!found) return;
          expect(found.to - found.from).toBe(minutes * 60_000);
          expect(found.from).toBeGreaterThanOrEqual(now);
          const local = new Date(found.from + 3_600_000);
          expect(local.getUTCHours() * 60 + local.getUTCMinutes()).toBeGreaterThanOrEqual(480);
          expect(local.getUTCHours() * 60 + local.getUTCMinutes() + minutes).toBeLessThanOrEqual(1020);
          for (const block of list) {
            const apart = travelMinutes(site, block.place) * 60_000;
            expect(found.to + apart <= block.from || found.from >= block.to + apart).toBe(true);
          }
        },
      ),
      {
        numRuns: 500,
        examples: [
          // An absence and a visit that begin at the same time.
          [
            [
              { from: 126, quarters: 2, place: NEAR },
              { from: 126, quarters: 1, place: null },
            ],
            30,
            HUB,
            931,
          ],
        ],
      },
    );
  });
});
