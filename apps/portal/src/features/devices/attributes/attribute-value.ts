/** A JSON value. */
export type AttributeValue =
  string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>;

/** What somebody wrote: JSON where it is JSON, else a text. */
export function readValue(text: string): AttributeValue {
  try {
    return JSON.parse(text) as AttributeValue;
  } catch {
    return text;
  }
}

/** A value so that `readValue` reads the same again: a text without quotes, unless it would be taken for something else. */
export function writeValue(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return readValue(value) === value ? value : JSON.stringify(value);
}
