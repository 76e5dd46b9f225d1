import { ValidateIf } from 'class-validator';

/**
 * Optional field that is validated if present. class-validator's `IsOptional` also accepts null, and for a column that
 * is not nullable, only the database would reject it.
 */
export const MayBeAbsent = () => ValidateIf((_object, value) => value !== undefined);

/** Field that can be omitted or set to null, and is validated otherwise. */
export const MayBeNull = () => ValidateIf((_object, value) => value !== undefined && value !== null);

/** Required field that can be null, and is validated otherwise. */
export const OrNull = () => ValidateIf((_object, value) => value !== null);
