interface Bill {
  /** First day after the period, `YYYY-MM-DD`. */
  readonly periodTo: string;
}

/**
 * Selects the invoice to evaluate: the newest invoice for a completed month, because an open month can be neither right
 * nor wrong. Without a completed month, selects the newest invoice; undefined if there are no invoices.
 * @param bills newest first
 */
export function selectBill<Some extends Bill>(bills: readonly Some[], now: number): Some | undefined {
  return bills.find(({ periodTo }) => Date.parse(`${periodTo}T00:00:00Z`) <= now) ?? bills[0];
}
