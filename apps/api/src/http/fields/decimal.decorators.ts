import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { isISO4217CurrencyCode, Matches, ValidateBy, type ValidationOptions } from 'class-validator';

/** Up to 26 digits before the point and 12 behind it, as the store keeps prices. */
const DECIMAL = /^-?\d{1,26}(\.\d{1,12})?$/;
const POSITIVE = /^\d{1,26}(\.\d{1,12})?$/;
const MOST_DECIMALS = 12;

/** A decimal as text. */
export const IsDecimalText = () => Matches(DECIMAL);

/** A decimal as text that isn't below zero. */
export const IsPositiveText = (options?: ValidationOptions) => Matches(POSITIVE, options);

/** Hours: a decimal as text that isn't below zero, or a whole number of them. */
export const IsHours = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (Number.isSafeInteger(value) ? String(value) : value)),
    Matches(POSITIVE),
  );

/** Whether a value is a decimal as text. */
export const isDecimalText = (value: unknown): value is string =>
  typeof value === 'string' && DECIMAL.test(value);

/** Whether a value is an object, and no list. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object of decimals as texts, by any key. */
export const IsDecimalTexts = () =>
  ValidateBy({
    name: 'isDecimalTexts',
    validator: { validate: (value: unknown) => isRecord(value) && Object.values(value).every(isDecimalText) },
  });

/** In capitals alone: the list is asked without heed to case. */
const isCurrency = (value: unknown): boolean =>
  typeof value === 'string' && value === value.toUpperCase() && isISO4217CurrencyCode(value);

/** A currency (ISO 4217), or how many decimals amounts are rounded to. */
export const IsAmountPrecision = () =>
  ValidateBy({
    name: 'isAmountPrecision',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'number'
          ? Number.isInteger(value) && value >= 0 && value <= MOST_DECIMALS
          : isCurrency(value),
    },
  });

/** An object of amounts that aren't below zero, by currency (ISO 4217). */
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
