import { ValidateIf } from 'class-validator';

/**
 * A field that may be left out, but is checked when it is there. class-validator's own `IsOptional` lets null through as
 * well, which for a column that can't be null would fail only in the database.
 */
export const MayBeAbsent = () => ValidateIf((_object, value) => value !== undefined);

/** A field that may be left out or emptied with null, and is checked otherwise. */
export const MayBeNull = () => ValidateIf((_object, value) => value !== undefined && value !== null);

/** A field that has to be there, and may say null; it is checked otherwise. */
export const OrNull = () => ValidateIf((_object, value) => value !== null);
