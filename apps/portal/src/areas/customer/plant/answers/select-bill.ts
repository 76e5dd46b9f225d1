interface Bill {
  /** First day after the period, `YYYY-MM-DD`. */
  readonly periodTo: string;
}

/**
 * Selects the bill to evaluate: the newest bill with a completed month, because an open month can be neither right nor
 * wrong. Without a completed month, selects the newest bill; undefined if there are no bills.
 * @param bills newest first
 */
export function selectBill<Some extends Bill>(bills: readonly Some[], now: number): Some | undefined {
  return bills.find(({ periodTo }) => Date.parse(`${periodTo}T00:00:00Z`) <= now) ?? bills[0];
}
