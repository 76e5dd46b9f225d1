import type { CorrectionForm, HoldReason } from '#invoicing/domain';
import { fromMinor } from '#platform/domain';

/** The result of comparing an issued month, as far as it is reported. Money is in minor units. */
export interface CorrectionFinding {
  /** The number of the invoice. */
  readonly number: string;
  /** Null if there is nothing to bill or credit. */
  readonly correction: {
    readonly form: CorrectionForm;
    readonly documentId: string | null;
    readonly totalMinor: string;
  } | null;
  readonly givenBeforeMinor: bigint;
  readonly waitingPlaces: number;
  readonly isOtherwise: boolean;
  /** True if other terms were agreed since that don't apply to issued months. */
  readonly hasOtherTerms: boolean;
}

/**
 * Returns a reason for each way in which an issued month differs from what is known now, so that no difference goes
 * unreported.
 */
export function wordsOfCorrection(
  { number, correction, givenBeforeMinor, waitingPlaces, isOtherwise, hasOtherTerms }: CorrectionFinding,
  currency: string,
): HoldReason[] {
  const reasons: HoldReason[] = [];
  if (correction !== null)
    reasons.push({
      code:
        correction.documentId === null ? 'billing.correction_waits' : `billing.correction_${correction.form}`,
      params: { number, amount: fromMinor(BigInt(correction.totalMinor), currency), currency },
    });
  if (givenBeforeMinor > 0n)
    reasons.push({
      code: 'billing.correction_credited',
      params: { number, amount: fromMinor(givenBeforeMinor, currency), currency },
    });
  if (waitingPlaces > 0)
    reasons.push({ code: 'billing.correction_unknown', params: { number, count: waitingPlaces } });
  if (reasons.length === 0 && isOtherwise)
    reasons.push({ code: 'billing.quantity_differs', params: { number } });
  if (hasOtherTerms) reasons.push({ code: 'billing.terms_differ', params: { number } });
  return reasons;
}
