import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';

/**
 * A value once it has said the same for a while. What a form describes is made anew with each rendering: compared by what it is
 * instead of what it says, it would never come to rest.
 * @param value as JSON can say it
 */
export function useSettled<Value>(value: Value, ms: number): Value {
  const [text] = useDebouncedValue(JSON.stringify(value), ms);
  return useMemo(() => JSON.parse(text) as Value, [text]);
}
