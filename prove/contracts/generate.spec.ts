import { FEATURES, WORLD_ENDS } from './contract-case.js';
import { compareBills } from './compare.js';
import { decimalsOf } from './currencies.js';
import { generateCase } from './generate.js';
import { COUNTED_MODELS } from './generate-charges.js';
import { expectBill } from './oracle/bill.js';
import { describeCase, shrink } from './shrink.js';

const CASES = Array.from({ length: 400 }, (_, seed) => generateCase(seed));

describe('random contracts', () => {
  it('are the same for the same seed', () => {
    expect(generateCase(7)).toEqual(generateCase(7));
  });

  it('include every feature, charge model and number of decimals', () => {
    const models = CASES.flatMap(({ charges }) => charges.map(({ pricing }) => pricing.model));
    expect(new Set(CASES.flatMap(({ features }) => features)).size).toBe(FEATURES.length);
    expect([...new Set(models)].sort()).toEqual([...COUNTED_MODELS, 'flat', 'hour_bands'].sort());
    expect(new Set(CASES.map(({ currency }) => decimalsOf(currency)))).toEqual(new Set([0, 2, 3]));
  });

  it('have only allowed features', () => {
    const features = Array.from(
      { length: 50 },
      (_, seed) => generateCase(seed, ['late', 'pause']).features,
    ).flat();
    expect(new Set(features)).toEqual(new Set(['late', 'pause']));
  });

  it('are priced by the oracle with nonzero amounts', () => {
    for (const described of CASES.slice(0, 40)) {
      const bill = expectBill(described, decimalsOf(described.currency), WORLD_ENDS);
      const billed = new Map([...bill].map(([key, minor]) => [key, { minor, lines: [] }]));
      expect(compareBills(described, billed)).toBeNull();
      if (bill.size > 0) expect(compareBills(described, new Map())).not.toBeNull();
    }
  });
});

describe('a case with a difference', () => {
  it('is minimized to the relevant parts', async () => {
    const described = CASES.find(({ charges, amendments }) => charges.length > 1 && amendments.length > 0)!;
    const smallest = await shrink(described, (cases) =>
      Promise.resolve(
        cases.map(({ charges }) => charges.some(({ key }) => key === described.charges[0]!.key)),
      ),
    );
    expect(smallest).toMatchObject({
      number: described.number,
      amendments: [],
      renewal: null,
      invoiceTerms: null,
    });
    expect(smallest.charges.map(({ key }) => key)).toEqual([described.charges[0]!.key]);
    expect(describeCase(smallest)).toContain(`"seed":${described.seed}`);
  });
});
