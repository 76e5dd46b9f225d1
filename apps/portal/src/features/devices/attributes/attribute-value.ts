/** A JSON value. */
export type AttributeValue =
  string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>;

/** Parses the typed text: JSON if it is valid JSON, otherwise a string. */
export function readValue(text: string): AttributeValue {
  try {
    return JSON.parse(text) as AttributeValue;
  } catch {
    return text;
  }
}

/**
 * Formats a value so that `readValue` returns the same value: a string without quotes unless it would be parsed as
 * something else.
 */
export function writeValue(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return readValue(value) === value ? value : JSON.stringify(value);
}
