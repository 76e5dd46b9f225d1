const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Whether a text is an instant as the server writes it. What a device sent for one may only look like it. */
export function isInstantText(text: string): boolean {
  return INSTANT.test(text) && !Number.isNaN(Date.parse(text));
}

/** Whether a text is a day as the server writes it. */
export function isDayText(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(text));
}
