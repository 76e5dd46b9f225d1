/** A counter whose days are over, so that what a forecast said of a month can be held against how it ended. */
export interface ReplayedCounter {
  /** What it is of, such as `a station's air`. */
  readonly kind: string;
  readonly name: string;
  readonly days: readonly ReplayedDay[];
}

export interface ReplayedDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Until noon of the local day, and all of it. */
  readonly byNoon: number;
  readonly whole: number;
}
