import { type BodyReader, errorAt } from './body-reader.js';
import { MAX_KEY_LENGTH, MAX_SIGNALS } from './preview-limits.js';

/**
 * Reads the signals of a body with a function for each.
 * @throws DomainError `diagnostics.signal_key_taken` if two have the same key
 */
export function readSignals<T extends { readonly key: string }>(
  reader: BodyReader,
  value: unknown,
  known: readonly string[],
  read: (key: string, fields: Readonly<Record<string, unknown>>, pointer: string) => T,
): T[] {
  const list = reader.list(value, '/signals', MAX_SIGNALS);
  if (list.length === 0) reader.reject('/signals', 'validation.array_min_size', { min: 1 });
  const keys = new Set<string>();
  return list.map((each, index) => {
    const pointer = `/signals/${index}`;
    const fields = reader.object(each, pointer, known) ?? {};
    const key = reader.text(fields.key, `${pointer}/key`, MAX_KEY_LENGTH);
    if (keys.has(key) && key !== '') throw errorAt('diagnostics.signal_key_taken', `${pointer}/key`, { key });
    keys.add(key);
    return read(key, fields, pointer);
  });
}
