import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { isISO4217CurrencyCode, Matches, ValidateBy, type ValidationOptions } from 'class-validator';

/**
 * Matches up to 26 digits before the decimal point and up to 12 digits after it, like the columns for prices in the
 * database.
 */
const DECIMAL = /^-?\d{1,26}(\.\d{1,12})?$/;
const POSITIVE = /^\d{1,26}(\.\d{1,12})?$/;
const MAX_DECIMALS = 12;

/** Validates a decimal string. */
export const IsDecimalText = () => Matches(DECIMAL);

/** Validates a non-negative decimal string. */
export const IsPositiveText = (options?: ValidationOptions) => Matches(POSITIVE, options);

/** Validates hours: a non-negative decimal string, or a non-negative whole number. */
export const IsHours = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (Number.isSafeInteger(value) ? String(value) : value)),
    Matches(POSITIVE),
  );

/** Returns whether a value is a decimal string. */
export const isDecimalText = (value: unknown): value is string =>
  typeof value === 'string' && DECIMAL.test(value);

/** Returns whether a value is an object but not an array. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Validates an object with decimal strings as values and any keys. */
export const IsDecimalTexts = () =>
  ValidateBy({
    name: 'isDecimalTexts',
    validator: { validate: (value: unknown) => isRecord(value) && Object.values(value).every(isDecimalText) },
  });

/** Accepts only capital letters. `isISO4217CurrencyCode` ignores case. */
const isCurrency = (value: unknown): boolean =>
  typeof value === 'string' && value === value.toUpperCase() && isISO4217CurrencyCode(value);

/** Validates a currency (ISO 4217), or the number of decimals to which amounts are rounded. */
export const IsAmountPrecision = () =>
  ValidateBy({
    name: 'isAmountPrecision',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'number'
          ? Number.isInteger(value) && value >= 0 && value <= MAX_DECIMALS
          : isCurrency(value),
    },
  });

/** Validates an object with non-negative amounts by currency (ISO 4217). */
export const IsAmountsByCurrency = () =>
  ValidateBy({
    name: 'isAmountsByCurrency',
    validator: {
      validate: (value: unknown) =>
        isRecord(value) &&
        Object.entries(value).every(
          ([currency, amount]) => isCurrency(currency) && typeof amount === 'string' && POSITIVE.test(amount),
        ),
    },
  });
