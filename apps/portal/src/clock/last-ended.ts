interface Period {
  /** First day after the period, `YYYY-MM-DD`. */
  readonly periodTo: string;
}

/**
 * Returns the newest period that has ended; the newest period if none has. An invoice for a period that has not ended
 * can be neither right nor wrong.
 * @param periods newest first
 */
export function lastEnded<Some extends Period>(periods: readonly Some[], now: number): Some | undefined {
  return periods.find(({ periodTo }) => Date.parse(`${periodTo}T00:00:00Z`) <= now) ?? periods[0];
}
