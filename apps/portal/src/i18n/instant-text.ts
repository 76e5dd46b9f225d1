const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * Returns true if a string is an instant in the server's format. A device can send text that only resembles an instant.
 */
export function isInstantText(text: string): boolean {
  return INSTANT.test(text) && !Number.isNaN(Date.parse(text));
}

/** Returns true if a string is a day in the server's format. */
export function isDayText(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(text));
}
