import { ValidateBy } from 'class-validator';
import { isDecimalText, isRecord } from '../http/fields/decimal.decorators.js';

/** What an event gives back, by its type: an object with a `cap` or a `flat` amount each. */
export const IsEventRules = () =>
  ValidateBy({
    name: 'isEventRules',
    validator: { validate: (value: unknown) => isRecord(value) && Object.values(value).every(isEventRule) },
  });

function isEventRule(rule: unknown): boolean {
  if (!isRecord(rule)) return false;
  const [entry, another] = Object.entries(rule);
  return !!entry && !another && ['cap', 'flat'].includes(entry[0]) && isDecimalText(entry[1]);
}

/** Values of indexes by key: what each was then, and what it is now. */
export const IsIndexValues = () =>
  ValidateBy({
    name: 'isIndexValues',
    validator: {
      validate: (value: unknown) =>
        isRecord(value) &&
        Object.values(value).every(
          (pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isDecimalText),
        ),
    },
  });

/** Decimals in a list or by key. */
export const IsPriced = () =>
  ValidateBy({
    name: 'isPriced',
    validator: {
      validate: (value: unknown) =>
        (Array.isArray(value) || isRecord(value)) && Object.values(value).every(isDecimalText),
    },
  });
