import type { Contract } from '../../api/types.js';
import { billingTermsOf, partOf, USUAL_TERMS } from '../../contracts/billing-terms.js';

/** The terms that billing goes by in a form, laid out as they are sent, so that a fault's pointer leads to its field. */
export interface BillingTermValues {
  readonly billing: { readonly hold: string; readonly corrections: string };
  /** Empty: the usual days. */
  readonly meter: { readonly dispute_days: string };
}

export function toBillingTermValues(contract: Pick<Contract, 'terms'> | undefined): BillingTermValues {
  const { hold, corrections } = contract === undefined ? USUAL_TERMS : billingTermsOf(contract);
  const days = contract === undefined ? undefined : partOf(contract.terms, 'meter')['dispute_days'];
  return {
    billing: { hold, corrections },
    meter: { dispute_days: days === undefined || days === null ? '' : String(days) },
  };
}

/** All of a contract's terms with those of the form; what is as usual is not said, and what else was agreed stays. */
export function toBillingTerms(
  { billing, meter }: BillingTermValues,
  before: Contract['terms'] = {},
): Record<string, unknown> {
  const days = meter.dispute_days.trim();
  return {
    ...before,
    ...withPart(before, 'billing', {
      hold: billing.hold === USUAL_TERMS.hold ? undefined : billing.hold,
      corrections: billing.corrections === USUAL_TERMS.corrections ? undefined : billing.corrections,
    }),
    // What is no number is told by the server, at its field.
    ...withPart(before, 'meter', {
      dispute_days: days === '' ? undefined : /^\d+$/.test(days) ? Number(days) : days,
    }),
  };
}

function withPart(
  before: Contract['terms'],
  part: string,
  said: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged = Object.fromEntries(
    Object.entries({ ...partOf(before, part), ...said }).filter(([, value]) => value !== undefined),
  );
  const isNothing = Object.keys(merged).length === 0;
  return isNothing && (before[part] === undefined || typeof before[part] === 'object')
    ? { [part]: undefined }
    : isNothing
      ? {}
      : { [part]: merged };
}
