import { FAULTS, planRounds, planShort, SETUPS } from './plan.js';

it('gives the same plan for the same seed, and another for another seed', () => {
  expect(planRounds(7, 100)).toEqual(planRounds(7, 100));
  expect(planShort(7)).toEqual(planShort(7));
  expect(planRounds(8, 100)).not.toEqual(planRounds(7, 100));
});

it.each([1, 2, 3, 4, 5])('includes every fault wherever it is possible in 100 rounds (seed %i)', (seed) => {
  const rounds = planRounds(seed, 100);
  expect(rounds).toHaveLength(100);
  const done = new Set(rounds.map(({ setup, fault }) => `${fault} | ${setup}`));
  for (const [fault, { setups }] of Object.entries(FAULTS))
    for (const setup of setups) expect(done).toContain(`${fault} | ${setup}`);
});

it.each([1, 2, 3, 4, 5])(
  'takes 20 to 40 s per round, and stops the database for 60 s in five (seed %i)',
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

it('keeps the rounds of a setup together, because each setup is a separate product', () => {
  const order = planRounds(3, 20).map(({ setup }) => SETUPS.indexOf(setup));
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

it('includes six distinct faults in the short form', () => {
  expect(new Set(planShort(1).map(({ fault }) => fault)).size).toBe(6);
});
