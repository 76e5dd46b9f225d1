import { plusMonths } from '#contracts/domain';
import type { FieldFault } from '#platform/domain';
import { isSepaAccount } from '../references/sepa-account.js';

/** SEPA schemes: consumers and companies (CORE), or companies only, without a right to a refund (B2B). */
export const DEBIT_SCHEMES = ['core', 'b2b'] as const;
export type DebitScheme = (typeof DEBIT_SCHEMES)[number];

/** Months without a collection after which a mandate can no longer be used (EPC SDD rulebooks). */
const MONTHS_UNTIL_EXPIRY = 36;
/** Characters of a mandate reference that all banks accept (EPC217-08). A slash at either end is not allowed. */
const REFERENCE = /^[A-Za-z0-9+?:().,'-](?:[A-Za-z0-9+?/:().,' -]{0,33}[A-Za-z0-9+?:().,'-])?$/;

/** The authorization of a payer to collect from an account. */
export interface MandateFacts {
  /** Unique among the mandates of the legal entity; at most 35 characters. */
  readonly reference: string;
  /** IBAN of the payer, in capitals and without spaces. */
  readonly account: string;
  /** Local date, `YYYY-MM-DD`. */
  readonly signedOn: string;
}

/**
 * Returns the errors of a mandate by field.
 * @param today in the time zone of the legal entity
 */
export function findMandateFaults(
  { reference, account, signedOn }: MandateFacts,
  today: string,
): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!REFERENCE.test(reference) || reference.includes('//'))
    faults.push({ pointer: '/reference', code: 'receivables.mandate_reference_invalid' });
  if (!isSepaAccount(account))
    faults.push({ pointer: '/account', code: 'receivables.mandate_account_invalid' });
  if (signedOn > today)
    faults.push({ pointer: '/signedOn', code: 'receivables.mandate_signed_later', params: { today } });
  return faults;
}

/**
 * Returns the last day on which a mandate can be used: 36 months after its last collection or, if there was none, after
 * its signature.
 */
export function lastUseOf(signedOn: string, lastCollectedOn: string | null): string {
  return plusMonths(lastCollectedOn ?? signedOn, MONTHS_UNTIL_EXPIRY);
}
