import type { CorrectionForm, HoldReason } from '#invoicing/domain';
import { fromMinor } from '#platform/domain';

/** The result of comparing an issued month with current data, as reported to users. Money is in minor units. */
export interface CorrectionFinding {
  /** Invoice number. */
  readonly number: string;
  /** Null if there is nothing to bill or credit. */
  readonly correction: {
    readonly form: CorrectionForm;
    readonly documentId: string | null;
    readonly totalMinor: string;
  } | null;
  readonly alreadyCreditedMinor: bigint;
  readonly keysOnHold: number;
  readonly hasQuantityChanged: boolean;
  /** True if different terms have been agreed since the invoice was issued. They don't apply to issued months. */
  readonly hasOtherTerms: boolean;
}

/**
 * Returns a reason for each kind of difference between an issued month and current data, so that every difference is
 * reported.
 */
export function reasonsOfCorrection(
  {
    number,
    correction,
    alreadyCreditedMinor,
    keysOnHold,
    hasQuantityChanged,
    hasOtherTerms,
  }: CorrectionFinding,
  currency: string,
): HoldReason[] {
  const reasons: HoldReason[] = [];
  if (correction !== null)
    reasons.push({
      code:
        correction.documentId === null ? 'billing.correction_waits' : `billing.correction_${correction.form}`,
      params: { number, amount: fromMinor(BigInt(correction.totalMinor), currency), currency },
    });
  if (alreadyCreditedMinor > 0n)
    reasons.push({
      code: 'billing.correction_credited',
      params: { number, amount: fromMinor(alreadyCreditedMinor, currency), currency },
    });
  if (keysOnHold > 0)
    reasons.push({ code: 'billing.correction_unknown', params: { number, count: keysOnHold } });
  if (reasons.length === 0 && hasQuantityChanged)
    reasons.push({ code: 'billing.quantity_differs', params: { number } });
  if (hasOtherTerms) reasons.push({ code: 'billing.terms_differ', params: { number } });
  return reasons;
}
