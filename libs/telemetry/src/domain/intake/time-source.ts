/** Source of a reading's time. */
export const TIME_OF_DEVICE = 0;
export const TIME_OF_ARRIVAL = 1;
export type TimeSource = typeof TIME_OF_DEVICE | typeof TIME_OF_ARRIVAL;
