import { Matches, ValidateBy } from 'class-validator';

/** Up to 26 digits before the point and 12 behind it, as the store keeps prices. */
const DECIMAL = /^-?\d{1,26}(\.\d{1,12})?$/;
const POSITIVE = /^\d{1,26}(\.\d{1,12})?$/;
const CURRENCY = /^[A-Z]{3}$/;
const MOST_DECIMALS = 12;

/** A decimal as text. */
export const IsDecimalText = () => Matches(DECIMAL);

/** A decimal as text that isn't below zero. */
export const IsPositiveText = () => Matches(POSITIVE);

/** An object of decimals as texts, by any key. */
export const IsDecimalTexts = () =>
  ValidateBy({
    name: 'isDecimalTexts',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every((text) => typeof text === 'string' && DECIMAL.test(text)),
    },
  });

/** A currency (ISO 4217), or how many decimals amounts are rounded to. */
export const IsAmountPrecision = () =>
  ValidateBy({
    name: 'isAmountPrecision',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'number'
          ? Number.isInteger(value) && value >= 0 && value <= MOST_DECIMALS
          : typeof value === 'string' && CURRENCY.test(value),
    },
  });
