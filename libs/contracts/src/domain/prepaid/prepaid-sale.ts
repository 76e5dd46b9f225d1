/** Units of another charge that an amount due once pays before they are used. */
export interface PrepaidSale {
  /** The charge whose use draws on them. */
  readonly chargeKey: string;
  /** In what that charge prices, decimal; of an amount for each machine, for each of them. */
  readonly quantity: string;
  /** The last day on which they can be used, `YYYY-MM-DD`. */
  readonly expiresOn?: string | null;
  /** In place of a day: for so many months from the first day on which they can be used. Neither of both: until the contract ends. */
  readonly expiresAfterMonths?: number | null;
}
