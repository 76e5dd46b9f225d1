import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { isISO4217CurrencyCode, Matches, ValidateBy, type ValidationOptions } from 'class-validator';

/** Matches up to 26 digits before and 12 after the decimal point, like the database's columns for prices. */
const DECIMAL = /^-?\d{1,26}(\.\d{1,12})?$/;
const POSITIVE = /^\d{1,26}(\.\d{1,12})?$/;
const MAX_DECIMALS = 12;

/** Validates a decimal as text. */
export const IsDecimalText = () => Matches(DECIMAL);

/** Validates a decimal as text that is not negative. */
export const IsPositiveText = (options?: ValidationOptions) => Matches(POSITIVE, options);

/** Validates hours: a decimal as text that is not negative, or a whole number. */
export const IsHours = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (Number.isSafeInteger(value) ? String(value) : value)),
    Matches(POSITIVE),
  );

/** Returns whether a value is a decimal as text. */
export const isDecimalText = (value: unknown): value is string =>
  typeof value === 'string' && DECIMAL.test(value);

/** Returns whether a value is an object but not an array. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Validates an object of decimals as text with any keys. */
export const IsDecimalTexts = () =>
  ValidateBy({
    name: 'isDecimalTexts',
    validator: { validate: (value: unknown) => isRecord(value) && Object.values(value).every(isDecimalText) },
  });

/** Accepts capitals only, because the list of currencies ignores case. */
const isCurrency = (value: unknown): boolean =>
  typeof value === 'string' && value === value.toUpperCase() && isISO4217CurrencyCode(value);

/** Validates a currency (ISO 4217), or the number of decimals that amounts are rounded to. */
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

/** Validates an object of amounts that are not negative, by currency (ISO 4217). */
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
