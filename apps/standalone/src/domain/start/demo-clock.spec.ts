import fc from 'fast-check';
import { computeClockOffsetMs } from './demo-clock.js';

it.each([
  ['2026-12-01', '2026-12-01T23:59:59.999Z', 0],
  ['2026-12-01', '2026-11-30T08:00:00Z', 86_400_000],
  ['2026-12-01', '2027-12-01T08:00:00Z', -365 * 86_400_000],
])('%s at %s', (day, now, offset) => expect(computeClockOffsetMs(day, new Date(now))).toBe(offset));

it('displays the requested day at the real time of day', () => {
  const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instant, instant, (target, now) => {
      const day = target.toISOString().slice(0, 10);
      const shown = new Date(now.getTime() + computeClockOffsetMs(day, now)).toISOString();
      expect(shown).toBe(`${day}${now.toISOString().slice(10)}`);
    }),
  );
});
