import type { DutySegment } from '#equipment';
import { limitSegments } from './duty-of-steps.js';

const MINUTE = 60_000;
const FROM = Date.parse('2026-10-19T12:00:00Z');
const TO = FROM + 1440 * MINUTE;

describe('limitSegments', () => {
  const strip = (count: number): DutySegment[] =>
    Array.from({ length: count }, (_, i) => ({
      from: new Date(FROM + (i * (TO - FROM)) / count),
      to: new Date(FROM + ((i + 1) * (TO - FROM)) / count),
      state: i % 2 === 0 ? ('load' as const) : ('idle' as const),
    }));
  const window = { from: new Date(FROM), to: new Date(TO) };

  it('keeps up to 288 segments', () => expect(limitSegments(strip(288), window)).toEqual(strip(288)));

  it.each([289, 1440])('reduces %i segments to at most 288, without gaps', (count) => {
    const thin = limitSegments(strip(count), window);
    expect(thin.length).toBeLessThanOrEqual(288);
    expect([thin[0]!.from, thin.at(-1)!.to]).toEqual([window.from, window.to]);
    for (const [i, { from }] of thin.slice(1).entries()) expect(from).toEqual(thin[i]!.to);
  });
});
