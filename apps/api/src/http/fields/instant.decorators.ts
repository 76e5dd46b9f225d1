import { DateTime } from 'luxon';
import { ValidateBy } from 'class-validator';

/** ISO 8601 with an offset, because the instant would be ambiguous without one. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}(:?\d{2})?)$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const isReal = (value: unknown, form: RegExp): boolean =>
  typeof value === 'string' && form.test(value) && DateTime.fromISO(value).isValid;

/** Validates an instant as text, with an offset and on a day that exists. */
export const IsInstant = () =>
  ValidateBy({ name: 'isInstant', validator: { validate: (value: unknown) => isReal(value, INSTANT) } });

/** Validates a date as text (`2026-11-30`). Rejects dates such as 31 February. */
export const IsRealDay = () =>
  ValidateBy({ name: 'isDay', validator: { validate: (value: unknown) => isReal(value, DAY) } });

/** Validates an existing date as text, or an instant. */
export const IsDayOrInstant = () =>
  ValidateBy({
    name: 'isDayOrInstant',
    validator: { validate: (value: unknown) => isReal(value, DAY) || isReal(value, INSTANT) },
  });
