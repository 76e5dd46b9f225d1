import { useEffect, type RefObject } from 'react';

/**
 * Moves the focus with the active row, and to the table when J or K is pressed while no other element uses the
 * keyboard.
 */
export function useFocusByKeys(body: RefObject<HTMLElement | null>, active: number): void {
  useEffect(() => {
    if (body.current?.contains(document.activeElement) !== true) return;
    body.current.querySelector<HTMLElement>(`[data-index="${active}"]`)?.focus();
  }, [body, active]);
  useEffect(() => {
    const enter = (event: KeyboardEvent): void => {
      const idle = document.activeElement === document.body || document.activeElement?.id === 'main';
      if (!idle || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key !== 'j' && event.key !== 'k') return;
      const row = body.current?.querySelector<HTMLElement>('[role=row][tabindex="0"]');
      if (row === null || row === undefined) return;
      event.preventDefault();
      row.focus();
    };
    document.addEventListener('keydown', enter);
    return () => document.removeEventListener('keydown', enter);
  }, [body]);
}
