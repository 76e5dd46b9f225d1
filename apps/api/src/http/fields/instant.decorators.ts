import { DateTime } from 'luxon';
import { ValidateBy } from 'class-validator';

/** ISO 8601 to the second or finer, with its zone: without one nobody knows when it is. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}(:?\d{2})?)$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const isReal = (value: unknown, form: RegExp): boolean =>
  typeof value === 'string' && form.test(value) && DateTime.fromISO(value).isValid;

/** An instant as text, with a zone and on a day that there is. */
export const IsInstant = () =>
  ValidateBy({ name: 'isInstant', validator: { validate: (value: unknown) => isReal(value, INSTANT) } });

/** A day of the calendar as text (`2026-11-30`): 31 February has the form of one and is none. */
export const IsRealDay = () =>
  ValidateBy({ name: 'isDay', validator: { validate: (value: unknown) => isReal(value, DAY) } });

/** A day as text that there is, or an instant. */
export const IsDayOrInstant = () =>
  ValidateBy({
    name: 'isDayOrInstant',
    validator: { validate: (value: unknown) => isReal(value, DAY) || isReal(value, INSTANT) },
  });
