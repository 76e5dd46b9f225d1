/** A counter with past days, so that a month's forecast can be compared with its end. */
export interface ReplayedCounter {
  /** The kind of counter, such as `a station's air`. */
  readonly kind: string;
  readonly name: string;
  readonly days: readonly ReplayedDay[];
}

export interface ReplayedDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Quantity until noon of the local day. */
  readonly byNoon: number;
  readonly whole: number;
}
