import fc from 'fast-check';
import { ANY_COUNTRY, type Supply, supplyOf, taxRuleOn, type TaxRuleFacts } from './tax-rules.js';

const rule = (
  buyerCountry: string,
  percent: string,
  validFrom: string,
  validTo: string | null = null,
  supply: Supply = 'service',
): TaxRuleFacts => ({
  buyerCountry,
  supply,
  category: percent === '0' ? 'reverse_charge' : 'standard',
  percent,
  taxStep: null,
  reason: percent === '0' ? 'Reverse charge' : '',
  validFrom,
  validTo,
});

const RULES = [
  rule('PL', '22', '2000-01-01', '2011-01-01'),
  rule('PL', '23', '2011-01-01'),
  rule(ANY_COUNTRY, '0', '2010-01-01'),
  rule('PL', '8', '2011-01-01', null, 'goods'),
];

it.each([
  ['the last day of a rate', 'PL', 'service', '2010-12-31', '22'],
  ['the first day of the next rate', 'PL', 'service', '2011-01-01', '23'],
  ['another supply', 'PL', 'goods', '2026-11-30', '8'],
  ['a country’s own rule before the general one', 'PL', 'service', '2026-11-30', '23'],
  ['any other country', 'DE', 'service', '2026-11-30', '0'],
  ['a day before all rules', 'PL', 'service', '1999-12-31', undefined],
  ['a country before the general rule', 'DE', 'service', '2009-12-31', undefined],
  ['a supply without a rule', 'DE', 'goods', '2026-11-30', undefined],
] as const)('finds the rate for %s', (_, country, supply, taxPoint, percent) =>
  expect(taxRuleOn(RULES, { country, supply, taxPoint })?.percent).toBe(percent),
);

it('never finds a rule that is not valid on the day, regardless of the order of rules', () => {
  const day = fc.integer({ min: 10, max: 28 }).map((each) => `2026-11-${each}`);
  const rules = fc.array(
    fc
      .tuple(fc.constantFrom('PL', 'DE'), day, fc.option(day))
      .map(([country, from, to]) => rule(country, '23', from, to)),
    { maxLength: 1 },
  );
  fc.assert(
    fc.property(rules, day, (some, taxPoint) => {
      const asked = { country: 'PL', supply: 'service' as const, taxPoint };
      const found = taxRuleOn([...RULES.slice(2, 3), ...some], asked);
      expect(found).toEqual(taxRuleOn([...some, ...RULES.slice(2, 3)], asked));
      expect(found === undefined || found.validFrom <= taxPoint).toBe(true);
      expect(found === undefined || found.validTo === null || found.validTo > taxPoint).toBe(true);
    }),
  );
});

it('taxes kits as goods and everything else as services', () => {
  expect(['base', 'usage', 'kit', 'charge'].map(supplyOf)).toEqual([
    'service',
    'service',
    'goods',
    'service',
  ]);
});
