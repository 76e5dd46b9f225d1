import { Exact, type FieldFault } from '#platform/domain';
import { ANY_COUNTRY, type TaxRuleFacts } from './tax-rules.js';

/** Validates a rule and returns its errors by field. */
export function findTaxRuleFaults(
  rule: Omit<TaxRuleFacts, 'validTo'> & { readonly validTo: string | null },
  isCountry: (code: string) => boolean,
): FieldFault[] {
  const faults: FieldFault[] = [];
  if (rule.buyerCountry !== ANY_COUNTRY && !isCountry(rule.buyerCountry)) {
    const params = { value: rule.buyerCountry };
    faults.push({ pointer: '/buyerCountry', code: 'billing.country_unknown', params });
  }
  const percent = new Exact(rule.percent);
  if (percent.gte(100)) faults.push({ pointer: '/percent', code: 'billing.percent_too_high' });
  if (rule.category === 'standard' && percent.isZero())
    faults.push({ pointer: '/percent', code: 'billing.percent_missing' });
  if (rule.category !== 'standard' && !percent.isZero())
    faults.push({ pointer: '/percent', code: 'billing.percent_not_charged' });
  if (rule.category !== 'standard' && rule.reason.trim() === '')
    faults.push({ pointer: '/reason', code: 'billing.tax_reason_missing' });
  if (rule.taxStep !== null && new Exact(rule.taxStep).lte(0))
    faults.push({ pointer: '/taxStep', code: 'billing.tax_step_not_positive' });
  if (rule.validTo !== null && rule.validTo <= rule.validFrom) {
    const params = { validFrom: rule.validFrom };
    faults.push({ pointer: '/validTo', code: 'billing.tax_rule_ends_before_start', params });
  }
  return faults;
}
