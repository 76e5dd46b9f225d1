import { FAULTS, planRounds, planShort, SETUPS } from './plan.js';

it('is the same for the same seed, and different for another seed', () => {
  expect(planRounds(7, 100)).toEqual(planRounds(7, 100));
  expect(planShort(7)).toEqual(planShort(7));
  expect(planRounds(8, 100)).not.toEqual(planRounds(7, 100));
});

it.each([1, 2, 3, 4, 5])(
  'includes every fault in every possible setup within 100 rounds (seed %i)',
  (seed) => {
    const rounds = planRounds(seed, 100);
    expect(rounds).toHaveLength(100);
    const done = new Set(rounds.map(({ setup, fault }) => `${fault} | ${setup}`));
    for (const [fault, { setups }] of Object.entries(FAULTS))
      for (const setup of setups) expect(done).toContain(`${fault} | ${setup}`);
  },
);

it.each([1, 2, 3, 4, 5])(
  'has rounds of 20 to 40 s, and stops the database for 60 s in five of them (seed %i)',
  (seed) => {
    const rounds = planRounds(seed, 100);
    const long = rounds.filter(({ forS }) => forS === 60);
    expect(long).toHaveLength(5);
    expect(long.every(({ fault }) => fault === 'database stopped')).toBe(true);
    for (const { forS, afterS, lengthS } of rounds) {
      const length = forS === 60 ? lengthS - 60 : lengthS;
      expect(length).toBeGreaterThanOrEqual(20);
      expect(length).toBeLessThanOrEqual(40);
      expect(afterS + forS).toBeLessThan(lengthS);
    }
  },
);

it('keeps the rounds of a setup together', () => {
  const order = planRounds(3, 20).map(({ setup }) => SETUPS.indexOf(setup));
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

it('includes six distinct faults in the short form', () => {
  expect(new Set(planShort(1).map(({ fault }) => fault)).size).toBe(6);
});
