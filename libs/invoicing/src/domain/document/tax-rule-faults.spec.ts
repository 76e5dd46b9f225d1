import { findTaxRuleFaults } from './tax-rule-faults.js';
import type { TaxRuleFacts } from './tax-rules.js';

const RULE: TaxRuleFacts = {
  buyerCountry: 'PL',
  supply: 'service',
  category: 'standard',
  percent: '23',
  taxStep: null,
  reason: '',
  validFrom: '2026-01-01',
  validTo: null,
};

it.each<[string, Partial<TaxRuleFacts>, string[]]>([
  ['a valid rule', {}, []],
  ['a rule for any country', { buyerCountry: '*' }, []],
  ['a reverse charge with its reason', { category: 'reverse_charge', percent: '0', reason: 'art. 28b' }, []],
  ['an unknown country', { buyerCountry: 'XX' }, ['/buyerCountry billing.country_unknown']],
  ['a hundred percent', { percent: '100' }, ['/percent billing.percent_too_high']],
  ['a standard rate of zero', { percent: '0' }, ['/percent billing.percent_missing']],
  [
    'a rate in a category without tax, and no reason',
    { category: 'export', percent: '5' },
    ['/percent billing.percent_not_charged', '/reason billing.tax_reason_missing'],
  ],
  ['an increment of zero', { taxStep: '0' }, ['/taxStep billing.tax_step_not_positive']],
  ['an end on its first day', { validTo: '2026-01-01' }, ['/validTo billing.tax_rule_ends_before_start']],
])('validates %s', (_, wrong, faults) => {
  const found = findTaxRuleFaults({ ...RULE, ...wrong }, (code) => code === 'PL');
  expect(found.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(faults);
});
