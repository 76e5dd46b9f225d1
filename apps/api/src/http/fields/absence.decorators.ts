import { ValidateIf } from 'class-validator';

/**
 * Optional field that is validated if present. class-validator's own `IsOptional` also accepts null, which would only
 * fail in the database for a column that is not nullable.
 */
export const MayBeAbsent = () => ValidateIf((_object, value) => value !== undefined);

/** Field that can be omitted or set to null, and is validated otherwise. */
export const MayBeNull = () => ValidateIf((_object, value) => value !== undefined && value !== null);

/** Required field that can be null, and is validated otherwise. */
export const OrNull = () => ValidateIf((_object, value) => value !== null);
