import { ValidateBy } from 'class-validator';

const MAX_NAME = 200;
const MAX_POSITION = 1000;
const MAX_COLUMNS = 20;

const isColumnRef = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.length > 0 && value.length <= MAX_NAME
    : Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_POSITION;

/** Validates a column of a CSV file: a header, or a position starting at 1. */
export const IsColumnRef = () => ValidateBy({ name: 'isColumnRef', validator: { validate: isColumnRef } });

/** Validates a list of columns of a CSV file. */
export const IsColumnRefs = () =>
  ValidateBy({
    name: 'isColumnRefs',
    validator: {
      validate: (value: unknown) =>
        Array.isArray(value) && value.length <= MAX_COLUMNS && value.every(isColumnRef),
    },
  });
