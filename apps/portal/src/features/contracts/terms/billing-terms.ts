import type { Contract } from '../../../api/types.js';

/** Terms of a contract for lines on hold, corrections, disputes and meter tests. */
export interface BillingTerms {
  /** Effect of a line on hold on its invoice. */
  readonly hold: 'line' | 'invoice';
  /** Form of the correction of an issued month: a line of the next invoice, or a separate document. */
  readonly corrections: 'line' | 'document';
  /** Days after the due date during which an invoice can be disputed. */
  readonly disputeDays: number;
  /** Tolerance of a meter in percent, as a decimal; null if not agreed. */
  readonly tolerancePercent: string | null;
  readonly meterTest: AgreedMeterTest;
}

/** Consequences if a test finds that a meter is inaccurate; fields that are not agreed are null. */
export interface AgreedMeterTest {
  readonly maxDays: number | null;
  /** Share of the time since the previous test for which usage is corrected, in percent. */
  readonly sharePercent: number | null;
  /** Fee of a test in major units, as a decimal. */
  readonly fee: string | null;
}

/** Defaults for terms that a contract does not set. */
export const DEFAULT_TERMS: BillingTerms = {
  hold: 'line',
  corrections: 'line',
  disputeDays: 30,
  tolerancePercent: null,
  meterTest: { maxDays: null, sharePercent: null, fee: null },
};

/** Billing terms of a contract, with defaults for terms that it does not set. */
export function billingTermsOf({ terms }: Pick<Contract, 'terms'>): BillingTerms {
  const billing = partOf(terms, 'billing');
  const meter = partOf(terms, 'meter');
  const days = meter['dispute_days'];
  const maxDays = meter['test_max_days'];
  const share = decimalOf(meter['test_share_of_time']);
  return {
    hold: billing['hold'] === 'invoice' ? 'invoice' : DEFAULT_TERMS.hold,
    corrections: billing['corrections'] === 'document' ? 'document' : DEFAULT_TERMS.corrections,
    disputeDays: typeof days === 'number' ? days : DEFAULT_TERMS.disputeDays,
    tolerancePercent: decimalOf(meter['tolerance_pct']),
    meterTest: {
      maxDays: typeof maxDays === 'number' ? maxDays : null,
      sharePercent: share === null ? null : Number(share) * 100,
      fee: decimalOf(meter['test_fee']),
    },
  };
}

/** Terms contain decimals as strings or numbers. */
const decimalOf = (value: unknown): string | null =>
  typeof value === 'number' || typeof value === 'string' ? String(value) : null;

/** Returns a part of the untyped terms as an object. */
export function partOf(terms: Contract['terms'], part: string): Readonly<Record<string, unknown>> {
  const value = terms[part];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
