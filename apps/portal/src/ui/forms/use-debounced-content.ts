import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';

/**
 * Debounces a value that is recreated on every render. Values are compared by content, because comparing identity would
 * never settle.
 * @param value must be serializable as JSON
 */
export function useDebouncedContent<Value>(value: Value, ms: number): Value {
  const [text] = useDebouncedValue(JSON.stringify(value), ms);
  return useMemo(() => JSON.parse(text) as Value, [text]);
}
