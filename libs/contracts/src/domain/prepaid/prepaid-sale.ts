/** Prepaid credits for another charge, sold for a one-time amount. */
export interface PrepaidSale {
  /** Charge for which the credits can be used. */
  readonly chargeKey: string;
  /** Quantity in the unit that the charge prices, decimal; per machine if the amount is per machine. */
  readonly quantity: string;
  /** The last usable day, `YYYY-MM-DD`. */
  readonly expiresOn?: string | null;
  /**
   * Alternatively, the number of months for which the credits can be used. Without either, they can be used until the
   * contract ends.
   */
  readonly expiresAfterMonths?: number | null;
}
