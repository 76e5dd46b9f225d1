/** Opening hours of a hub, in its own zone. */
export interface OpeningHours {
  /** Open days as ISO weekdays from 1 (Monday) to 7 (Sunday), ascending. */
  readonly days: readonly number[];
  /** Opening time, `HH:MM`. */
  readonly open: string;
  /** Closing time, `HH:MM`, later than `open` on the same day. */
  readonly close: string;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * Returns true when the hours are valid for counting business time: ascending weekdays, at least one, and an opening
 * time before the closing time.
 */
export function areOpeningHours({ days, open, close }: OpeningHours): boolean {
  const isAscending = days.every((day, index) => index === 0 || day > (days[index - 1] ?? 0));
  const areWeekdays = days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  return days.length > 0 && areWeekdays && isAscending && TIME.test(open) && TIME.test(close) && open < close;
}
