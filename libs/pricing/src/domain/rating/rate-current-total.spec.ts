import fc from 'fast-check';
import type { Pricing } from '#contracts/domain';
import { Exact, sumOf } from '#platform/domain';
import type { RatedLine } from './rated-line.js';
import { rateRuns, type RunLine } from './rate-runs.js';
import { rateCurrentTotal } from './rate-current-total.js';
import type { UsageOfCharge } from './rating-run.js';

const KEY = 'usage';

/** Terms for the twelve months of a year, with a minimum billed in twelve instalments. */
const YEARLY: Pricing = { model: 'unit', unitPrice: '2', minAmount: '1200', minInstalments: 12 };

const used = (...quantities: (string | null)[]): UsageOfCharge[] =>
  quantities.map((quantity, index) => ({ charge: KEY, part: String(index + 1), quantity }));

const told = ({ lines }: { readonly lines: readonly (RatedLine | RunLine)[] }): string[] =>
  lines.map(({ component, part, quantity, amount }) =>
    [component, part, quantity?.toFixed() ?? null, amount?.toFixed() ?? null].join(' '),
  );

function currentTotal(
  pricing: Pricing,
  usage: readonly UsageOfCharge[],
  moment: { readonly isFinal: boolean; readonly interimRuns?: number },
): string[] {
  return told(rateCurrentTotal({ ...pricing, key: KEY }, usage, moment, 'EUR'));
}

describe('the current total of a charge', () => {
  it('has a line for each part', () => {
    const pricing: Pricing = { model: 'unit', unitPrice: '0.5', includedQuantity: '10' };
    expect(currentTotal(pricing, used('8', '6'), { isFinal: true })).toEqual(['usage 1 0 0', 'usage 2 4 2']);
  });

  it('accepts decimals', () => {
    const usage = [{ charge: KEY, part: '1', quantity: new Exact(1).div(3) }];
    const { lines } = rateCurrentTotal(
      { model: 'unit', unitPrice: '3', key: KEY },
      usage,
      { isFinal: true },
      null,
    );
    expect(lines[0]!.exact!.minus(1).abs().lt('1e-50')).toBe(true);
  });

  it('has an instalment for each run before the last', () => {
    expect(currentTotal(YEARLY, used('8', '6'), { isFinal: false, interimRuns: 2 })).toEqual([
      'instalment   200',
    ]);
  });

  it('sets instalments off against usage and the shortfall at the end', () => {
    expect(currentTotal(YEARLY, used('100', '150'), { isFinal: true, interimRuns: 1 })).toEqual([
      'instalment   0',
      'usage 1 100 200',
      'usage 2 150 300',
      'true_up   700',
    ]);
  });

  it('bills no shortfall at the end if usage exceeds the minimum', () => {
    expect(currentTotal(YEARLY, used('0', '600'), { isFinal: true, interimRuns: 1 })).toEqual([
      'instalment   0',
      'usage 2 600 1200',
    ]);
  });

  it('keeps instalments while a quantity is on hold', () => {
    expect(currentTotal(YEARLY, used('100', null), { isFinal: true, interimRuns: 1 })).toEqual([
      'instalment   100',
      'usage 2  ',
    ]);
  });

  it.each<[string, boolean, string[]]>([
    ['99.99', false, []],
    ['100', false, ['usage 1 100 100']],
    ['99.99', true, ['usage 1 99.99 99.99']],
  ])('waits for the first threshold before the end: %s, final %s', (quantity, isFinal, lines) => {
    const pricing: Pricing = { model: 'unit', unitPrice: '1', thresholds: ['100', '200'] };
    expect(currentTotal(pricing, used(quantity), { isFinal })).toEqual(lines);
  });

  it('rejects invalid pricing', () => {
    expect(() => currentTotal({ model: 'unit', unitPrice: '1' }, used('-1'), { isFinal: true })).toThrow(
      expect.objectContaining({ code: 'billing.pricing_invalid' }),
    );
  });

  it('equals the sum of all runs of a period', () => {
    const amount = fc.integer({ min: 0, max: 40_000 }).map((cents) => new Exact(cents).div(100).toFixed());
    const pricing = fc.record({
      model: fc.constantFrom<CountingModel>('unit', 'graduated', 'volume'),
      unitPrice: fc.constant('0.37'),
      tiers: fc.constant([{ upTo: '100', unitPrice: '1.5', flatFee: '3' }, { unitPrice: '0.9' }]),
      includedQuantity: fc.option(amount),
      minAmount: amount,
      minQuantity: fc.option(amount),
      minInstalments: fc.option(fc.integer({ min: 2, max: 6 })),
      maxAmount: fc.option(fc.constant('90')),
    });
    const quantities = fc.array(fc.option(amount, { freq: 12 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(pricing, quantities, fc.boolean(), (terms, ofParts, isFinal) => {
        const charge = { ...pricingOf(terms), key: KEY };
        const usage = used(...ofParts);
        const parts = charge.minInstalments ? usage.map((_, index) => index + 1) : [usage.length];
        const runs = parts.map((until) => ({
          final: isFinal && until === usage.length,
          usage: usage.slice(0, until),
        }));
        const { runs: figures } = rateRuns([charge], runs, 'EUR');
        const interimRuns = charge.minInstalments ? runs.filter(({ final }) => !final).length : 0;
        const rated = rateCurrentTotal(charge, usage, { isFinal, interimRuns }, 'EUR');
        expect(told(rated)).toEqual(told({ lines: addUp(figures.map(({ lines }) => lines)) }));
        expect(rated.gross.eq(sumOf(figures, ({ gross }) => gross))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

type CountingModel = 'unit' | 'graduated' | 'volume';

/**
 * Sets only the fields of the model, because others are rejected, and a minimum quantity requires a single unit price.
 */
function pricingOf({ model, unitPrice, tiers, minQuantity, ...terms }: Pricing): Pricing {
  return { ...terms, ...(model === 'unit' ? { model, unitPrice, minQuantity } : { model, tiers }) };
}

/** Sums all runs by line key. A line that was on hold up to the last run is missing. */
function addUp(runs: readonly (readonly RunLine[])[]): RunLine[] {
  const places = new Map<string, RunLine>();
  for (const [index, lines] of runs.entries())
    for (const line of lines) {
      if (line.amount === null && index < runs.length - 1) continue;
      const key = JSON.stringify([line.part, line.machine, line.component, line.amount === null]);
      const before = places.get(key);
      const sum = (field: 'quantity' | 'exact' | 'amount'): Exact | null =>
        line[field] && (before?.[field]?.plus(line[field]) ?? line[field]);
      places.set(key, { ...line, quantity: sum('quantity'), exact: sum('exact'), amount: sum('amount') });
    }
  return [...places.values()];
}
