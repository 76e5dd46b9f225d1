import type { FieldFault } from '#platform/domain';

/** First and last day on which an account is printed on documents, both inclusive. Null means no limit. */
export interface AccountValidity {
  /** `YYYY-MM-DD` */
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/**
 * Validates the days of a proposed account, which starts today at the earliest.
 * @param today local day of the seller
 */
export function findValidityFaults(
  { validFrom, validTo }: AccountValidity,
  today: string,
): readonly FieldFault[] {
  return [
    ...(validFrom !== null && validFrom < today
      ? [{ pointer: '/validFrom', code: 'organization.valid_from_past', params: { today } }]
      : []),
    ...(validTo !== null && validTo < (validFrom ?? today)
      ? [{ pointer: '/validTo', code: 'organization.valid_to_before_from' }]
      : []),
  ];
}

/**
 * Effect of a new account on the approved accounts. `ended` contains the ids of the accounts that end before it starts.
 */
export interface PlacedAccount {
  readonly ended: readonly string[];
  /**
   * Id of an approved account that starts during the validity of the new account and therefore conflicts; null if there
   * is none.
   */
  readonly blockedBy: string | null;
}

/**
 * Places an account between the approved accounts of its currency. Accounts that are valid when the new account starts
 * end on the day before. An account that starts on the same day or later conflicts with the new account, unless the new
 * account ends before that day.
 */
export function placeAccount(
  { validFrom, validTo }: { readonly validFrom: string; readonly validTo: string | null },
  approved: readonly (AccountValidity & { readonly id: string })[],
): PlacedAccount {
  const later = approved.find(
    (other) =>
      other.validFrom !== null &&
      other.validFrom >= validFrom &&
      (validTo === null || other.validFrom <= validTo),
  );
  const ended = approved.filter(
    (other) =>
      (other.validFrom === null || other.validFrom < validFrom) &&
      (other.validTo === null || other.validTo >= validFrom),
  );
  return { ended: ended.map(({ id }) => id), blockedBy: later?.id ?? null };
}
