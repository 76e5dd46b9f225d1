/** Units of another charge that a one-time amount prepays. */
export interface PrepaidSale {
  /** Charge that uses the units. */
  readonly chargeKey: string;
  /** Quantity in the unit that the charge prices, decimal; per machine if the amount is per machine. */
  readonly quantity: string;
  /** The last usable day, `YYYY-MM-DD`. */
  readonly expiresOn?: string | null;
  /**
   * Alternatively, the number of months from the first usable day. Without either, the units are usable until the
   * contract ends.
   */
  readonly expiresAfterMonths?: number | null;
}
