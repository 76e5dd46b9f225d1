import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CalendarKey } from '../../../format/entry/calendar.js';

/**
 * The day or month of a calendar that can be reached with Tab. Keys move it, and the focus with it.
 * @param afterKey returns the day or month to which a key moves, or null if the key does not move the cursor
 */
export function useCursor(initial: string, afterKey: (cursor: string, key: CalendarKey) => string | null) {
  const [cursor, setCursor] = useState(initial);
  const isMovedByKey = useRef(false);
  const cell = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isMovedByKey.current) return;
    isMovedByKey.current = false;
    cell.current?.focus();
  }, [cursor]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const next = afterKey(cursor, event);
    if (next === null) return;
    event.preventDefault();
    if (next === cursor) return;
    isMovedByKey.current = true;
    setCursor(next);
  };
  return { cursor, setCursor, cell, onKeyDown };
}
