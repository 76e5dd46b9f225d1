import { type KeyboardEvent, useRef } from 'react';

/** Attribute of a control that the arrow keys can reach, with the name of its column. */
export const COLUMN = 'data-column';

/**
 * Arrow keys in a list with controls: up and down lead to the same column of the next row or, if that row lacks it, to
 * its first control.
 */
export function useRowArrows() {
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const from = event.target;
    if (!(from instanceof HTMLElement)) return;
    const column = from.getAttribute(COLUMN);
    const row = from.closest('li');
    if (column === null || row === null) return;
    const next = event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling;
    const control =
      next?.querySelector<HTMLElement>(`[${COLUMN}="${column}"]`) ??
      next?.querySelector<HTMLElement>(`[${COLUMN}]`);
    if (control === null || control === undefined) return;
    event.preventDefault();
    control.focus();
  };
  return { list, onKeyDown };
}
