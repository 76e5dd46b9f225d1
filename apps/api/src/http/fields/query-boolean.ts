/** Converts `true` and `false` of a query string into booleans. Other values are left to validation. */
export const toBoolean = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;
