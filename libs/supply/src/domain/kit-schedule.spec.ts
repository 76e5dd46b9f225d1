import fc from 'fast-check';
import { planKits, type ScheduledKit } from './kit-schedule.js';

const parts = (...names: string[]) => names.map((partId) => ({ partId, quantity: 1 }));
const KIT500: ScheduledKit = { id: 'KIT-500', triggerHours: 500, repeats: false, parts: parts('OF', 'OIL') };
const KIT2000: ScheduledKit = { id: 'KIT-2000', triggerHours: 2000, repeats: true, parts: parts('AF', 'OF') };
const KIT4000: ScheduledKit = {
  id: 'KIT-4000',
  triggerHours: 4000,
  repeats: true,
  parts: parts('AF', 'OF', 'SE'),
};
const KIT24000: ScheduledKit = {
  id: 'KIT-24000',
  triggerHours: 24000,
  repeats: true,
  parts: parts('BRG', 'SEAL'),
};
const KITS = [KIT500, KIT2000, KIT4000, KIT24000];

const plan = (hours: number, known: [string, number][] = []) =>
  planKits(
    KITS,
    hours,
    known.map(([kitId, dueHours]) => ({ kitId, dueHours })),
  ).map(({ kit, dueHours }) => `${kit.id}@${dueHours}`);

describe('kits due', () => {
  it.each<[string, number, [string, number][], string[]]>([
    [
      'include all kits of a new machine',
      12,
      [],
      ['KIT-500@500', 'KIT-2000@2000', 'KIT-4000@4000', 'KIT-24000@24000'],
    ],
    [
      'omit the first service once it is past',
      501,
      [],
      ['KIT-2000@2000', 'KIT-4000@4000', 'KIT-24000@24000'],
    ],
    [
      'replace a smaller kit with a larger one at the same hours',
      2100,
      [],
      ['KIT-4000@4000', 'KIT-2000@6000', 'KIT-24000@24000'],
    ],
    [
      'begin with the next multiple exactly at the hours of a kit',
      2000,
      [],
      ['KIT-4000@4000', 'KIT-2000@6000', 'KIT-24000@24000'],
    ],
    [
      'include kits with different parts at the same hours',
      23_000,
      [],
      ['KIT-24000@24000', 'KIT-4000@24000', 'KIT-2000@26000'],
    ],
    [
      'omit a kit with an existing delivery',
      1900,
      [['KIT-2000', 2000]],
      ['KIT-4000@4000', 'KIT-2000@6000', 'KIT-24000@24000'],
    ],
    [
      'omit a smaller kit that a larger delivery covers',
      3900,
      [['KIT-4000', 4000]],
      ['KIT-2000@6000', 'KIT-4000@8000', 'KIT-24000@24000'],
    ],
    [
      'include the first service only once',
      300,
      [['KIT-500', 500]],
      ['KIT-2000@2000', 'KIT-4000@4000', 'KIT-24000@24000'],
    ],
  ])('%s', (_what, hours, known, expected) => {
    expect(plan(hours, known)).toEqual(expected);
  });

  it('include only one of two equal kits', () => {
    const twin = { ...KIT2000, id: 'KIT-1000', triggerHours: 1000 };
    expect(planKits([twin, KIT2000], 1500, []).map(({ kit, dueHours }) => `${kit.id}@${dueHours}`)).toEqual([
      'KIT-2000@2000',
      'KIT-1000@3000',
    ]);
  });

  it('never include a kit that a larger one always covers', () => {
    const inner = { ...KIT2000, id: 'KIT-INNER' };
    expect(planKits([{ ...KIT4000, triggerHours: 2000 }, inner], 1500, []).map(({ kit }) => kit.id)).toEqual([
      'KIT-4000',
    ]);
  });

  it('lie ahead, at multiples of their hours, and never twice at the same hours with the same parts', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100_000, noNaN: true }), (hours) => {
        const due = planKits(KITS, hours, []);
        for (const { kit, dueHours } of due) {
          expect(dueHours).toBeGreaterThan(hours);
          expect(dueHours % kit.triggerHours).toBe(0);
          expect(dueHours - hours).toBeLessThanOrEqual(2 * kit.triggerHours);
        }
        expect(due.filter(({ kit, dueHours }) => kit.id === 'KIT-2000' && dueHours % 4000 === 0)).toEqual([]);
      }),
    );
  });
});
