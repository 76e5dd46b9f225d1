import { DateTime } from 'luxon';
import { ValidateBy } from 'class-validator';

/** Matches ISO 8601 with an offset. Without an offset, the instant would be ambiguous. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}(:?\d{2})?)$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const isReal = (value: unknown, form: RegExp): boolean =>
  typeof value === 'string' && form.test(value) && DateTime.fromISO(value).isValid;

/** Validates an instant in ISO 8601 format, with an offset and on an existing day. */
export const IsInstant = () =>
  ValidateBy({ name: 'isInstant', validator: { validate: (value: unknown) => isReal(value, INSTANT) } });

/** Validates a date in ISO 8601 format (`2026-11-30`). Rejects dates that do not exist, such as 31 February. */
export const IsRealDay = () =>
  ValidateBy({ name: 'isDay', validator: { validate: (value: unknown) => isReal(value, DAY) } });

/** Validates an existing date or an instant, in ISO 8601 format. */
export const IsDayOrInstant = () =>
  ValidateBy({
    name: 'isDayOrInstant',
    validator: { validate: (value: unknown) => isReal(value, DAY) || isReal(value, INSTANT) },
  });
