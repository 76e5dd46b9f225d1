interface Bill {
  /** First day after the period, `YYYY-MM-DD`. */
  readonly periodTo: string;
}

/**
 * The bill that one asks about: the newest whose month is over, because a month that still runs can be neither right nor
 * wrong; the newest of all while there is no other. Undefined without any.
 * @param bills the newest first
 */
export function billInQuestion<Some extends Bill>(bills: readonly Some[], now: number): Some | undefined {
  return bills.find(({ periodTo }) => Date.parse(`${periodTo}T00:00:00Z`) <= now) ?? bills[0];
}
