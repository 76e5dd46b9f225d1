import { useRef } from 'react';

/**
 * Returns the newest complete value, so that a chart keeps its drawing until everything for the next one has arrived.
 * @param value undefined while it is incomplete
 */
export function useLastComplete<Value>(value: Value | undefined): Value | undefined {
  const last = useRef<Value>(undefined);
  if (value !== undefined) last.current = value;
  return last.current;
}
