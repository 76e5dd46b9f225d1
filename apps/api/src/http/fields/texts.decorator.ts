import { ValidateBy } from 'class-validator';

/** Validates an object with texts as values, such as a name by locale. */
export const IsTexts = () =>
  ValidateBy({
    name: 'isTexts',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every((text) => typeof text === 'string'),
    },
  });
