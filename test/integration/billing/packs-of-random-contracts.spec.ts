import type { Pricing } from '#contracts';
import { seededRandom } from '../../../measure/support/seeded-random.js';
import { type CaseOutcome, PackBench } from '../../support/pack-bench.js';
import { randomContract, type RandomContract } from '../../support/random-contract.js';

/** Number of contracts. `npm run prove -- packs` verifies more of them. */
const CASES = 12;
const SEED = 7000;
const MAX_MS = 900_000;

const COUNTER = { method: 'counter', factor: null, unit: null, deducts: false, machine: null } as const;

let parts = 0;

/** Returns a contract with one counter that starts on 4 October, so that 28 of 31 days are billed. */
const ofPart = (pricing: Pricing, more: Partial<RandomContract> = {}): RandomContract => ({
  number: `K-PART-${(parts += 1)}`,
  currency: 'PLN',
  billingCalendar: 'calendar',
  startsOn: '2026-10-04',
  endsOn: null,
  months: ['2026-10'],
  charges: [{ key: 'usage', pricing, countsBy: 'month', due: 'arrears' }],
  meters: [COUNTER],
  maxGapMinutes: 1440,
  pauses: [],
  invoiceTerms: null,
  amendments: [],
  takeover: null,
  isCorrected: false,
  seed: 5,
  ...more,
});

const from = (effectiveOn: string, pricing: Pricing): RandomContract['amendments'] => [
  { effectiveOn, charges: [{ key: 'usage', pricing, countsBy: 'month', due: 'arrears' }] },
];

const UNIT = { model: 'unit', unitPrice: '0.031' } as const;
const volume = (first: string, second: string): Pricing => ({
  model: 'volume',
  tiers: [{ upTo: '2000', unitPrice: first }, { unitPrice: second }],
});

describe('packs issued by the product', () => {
  let bench: PackBench;

  beforeAll(async () => {
    bench = await PackBench.open();
  });

  afterAll(() => bench?.close());

  it.each<[string, RandomContract]>([
    ['a minimum amount of 28 of 31 days', ofPart({ ...UNIT, minAmount: '1000' })],
    ['a minimum quantity of 28 of 31 days', ofPart({ ...UNIT, minQuantity: '9000', shortfallPrice: '0.31' })],
    [
      'a commitment of 28 of 31 days',
      ofPart({ ...UNIT, commitment: { quantity: '9000', overageFactor: '1.2', trueUp: true } }),
    ],
    [
      'a minimum amount that is amended within the month',
      ofPart(
        { ...UNIT, minAmount: '1000' },
        { amendments: from('2026-10-17', { ...UNIT, minAmount: '1300' }) },
      ),
    ],
    [
      'a volume price that is amended within the month',
      ofPart(volume('0.88', '0.66'), { amendments: from('2026-10-17', volume('0.90', '0.70')) }),
    ],
    ['a level that is read at any second', ofPart(UNIT, { meters: [{ ...COUNTER, method: 'integral' }] })],
  ])('are verified with %s', { timeout: MAX_MS }, async (_name, contract) => {
    expect(await bench.billAndVerify(contract)).toEqual({ refused: null, packs: 1, faults: [], vouched: 0 });
  });

  it('are verified for any terms and events of a contract', { timeout: MAX_MS }, async () => {
    const outcomes: CaseOutcome[] = [];
    for (let index = 0; index < CASES; index++)
      outcomes.push(await bench.billAndVerify(randomContract(index, seededRandom(SEED + index))));
    const faults = outcomes.flatMap((outcome, index) => outcome.faults.map((fault) => `${index}: ${fault}`));
    expect(faults).toEqual([]);
    expect(outcomes.filter(({ packs }) => packs > 0).length).toBeGreaterThan(CASES * 0.7);
  });
});
