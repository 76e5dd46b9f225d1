/** A counter with past days, for comparing the forecast of a month with its actual result. */
export interface ReplayedCounter {
  /** The kind of counter, such as `a station's air`. */
  readonly kind: string;
  readonly name: string;
  readonly days: readonly ReplayedDay[];
}

export interface ReplayedDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Quantity from midnight to noon of the local day. */
  readonly byNoon: number;
  readonly whole: number;
}
