import { ValidateBy } from 'class-validator';
import { isDecimalText, isRecord } from '../http/fields/decimal.decorators.js';

/** Validates credits by event type: objects with either a `cap` or a `flat` amount. */
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

/** Validates index values by key: the base value and the current value. */
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

/** Validates decimals in a list or by key. */
export const IsPriced = () =>
  ValidateBy({
    name: 'isPriced',
    validator: {
      validate: (value: unknown) =>
        (Array.isArray(value) || isRecord(value)) && Object.values(value).every(isDecimalText),
    },
  });
