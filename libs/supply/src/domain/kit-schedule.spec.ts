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
    ['a new machine', 12, [], ['KIT-500@500', 'KIT-2000@2000', 'KIT-4000@4000', 'KIT-24000@24000']],
    ['after the first service', 501, [], ['KIT-2000@2000', 'KIT-4000@4000', 'KIT-24000@24000']],
    [
      'the larger kit stands for the smaller at the same hours',
      2100,
      [],
      ['KIT-4000@4000', 'KIT-2000@6000', 'KIT-24000@24000'],
    ],
    [
      'exactly at its hours the one after is next',
      2000,
      [],
      ['KIT-4000@4000', 'KIT-2000@6000', 'KIT-24000@24000'],
    ],
    ['different parts are both due', 23_000, [], ['KIT-24000@24000', 'KIT-4000@24000', 'KIT-2000@26000']],
    [
      'a delivery that is on its way is not proposed again',
      1900,
      [['KIT-2000', 2000]],
      ['KIT-4000@4000', 'KIT-2000@6000', 'KIT-24000@24000'],
    ],
    [
      'a larger kit that is on its way covers the smaller',
      3900,
      [['KIT-4000', 4000]],
      ['KIT-2000@6000', 'KIT-4000@8000', 'KIT-24000@24000'],
    ],
    [
      'the first service once',
      300,
      [['KIT-500', 500]],
      ['KIT-2000@2000', 'KIT-4000@4000', 'KIT-24000@24000'],
    ],
  ])('%s', (_what, hours, known, expected) => {
    expect(plan(hours, known)).toEqual(expected);
  });

  it('of two equal kits are sent once', () => {
    const twin = { ...KIT2000, id: 'KIT-1000', triggerHours: 1000 };
    expect(planKits([twin, KIT2000], 1500, []).map(({ kit, dueHours }) => `${kit.id}@${dueHours}`)).toEqual([
      'KIT-2000@2000',
      'KIT-1000@3000',
    ]);
  });

  it('that a larger one always covers are never due', () => {
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
