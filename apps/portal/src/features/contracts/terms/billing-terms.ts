import type { Contract } from '../../../api/types.js';

/** How a contract is billed where lines wait, months are corrected or invoices disputed. */
export interface BillingTerms {
  /** What a line that waits does to its invoice. */
  readonly hold: 'line' | 'invoice';
  /** How an issued month is corrected. */
  readonly corrections: 'line' | 'document';
  /** Days after it is due on which an invoice may be disputed. */
  readonly disputeDays: number;
  /** Decimal; null where nothing is agreed. */
  readonly tolerancePercent: string | null;
  readonly meterTest: AgreedMeterTest;
}

/** What follows where a test finds that a meter was wrong; each null where nothing is agreed. */
export interface AgreedMeterTest {
  readonly maxDays: number | null;
  /** In percent of the time since the test before, decimal. */
  readonly sharePercent: number | null;
  /** Decimal in major units. */
  readonly fee: string | null;
}

/** Where a contract says nothing. */
export const USUAL_TERMS: BillingTerms = {
  hold: 'line',
  corrections: 'line',
  disputeDays: 30,
  tolerancePercent: null,
  meterTest: { maxDays: null, sharePercent: null, fee: null },
};

/** What a contract's terms say, what they leave open as it is then. */
export function billingTermsOf({ terms }: Pick<Contract, 'terms'>): BillingTerms {
  const billing = partOf(terms, 'billing');
  const meter = partOf(terms, 'meter');
  const days = meter['dispute_days'];
  const mostDays = meter['test_max_days'];
  const share = decimalOf(meter['test_share_of_time']);
  return {
    hold: billing['hold'] === 'invoice' ? 'invoice' : USUAL_TERMS.hold,
    corrections: billing['corrections'] === 'document' ? 'document' : USUAL_TERMS.corrections,
    disputeDays: typeof days === 'number' ? days : USUAL_TERMS.disputeDays,
    tolerancePercent: decimalOf(meter['tolerance_pct']),
    meterTest: {
      maxDays: typeof mostDays === 'number' ? mostDays : null,
      sharePercent: share === null ? null : Number(share) * 100,
      fee: decimalOf(meter['test_fee']),
    },
  };
}

/** Terms say decimals as texts or as numbers. */
const decimalOf = (value: unknown): string | null =>
  typeof value === 'number' || typeof value === 'string' ? String(value) : null;

/** A part of the terms that may be anything, as what it says. */
export function partOf(terms: Contract['terms'], part: string): Readonly<Record<string, unknown>> {
  const value = terms[part];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
