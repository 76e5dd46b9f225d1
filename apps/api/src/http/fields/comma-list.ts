/**
 * Transforms a query parameter with one value, or several separated by commas, into a list. Use it with `@Transform`.
 */
export const toCommaList = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',') : value;
