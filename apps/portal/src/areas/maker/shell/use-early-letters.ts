import { type Dispatch, type RefObject, type SetStateAction, useEffect, useRef } from 'react';

/**
 * Collects the letters that a user types after opening a menu and before its field has the focus. On a slow device, the
 * letters of a fast typist would otherwise be lost or read as shortcuts.
 *
 * @param isOpen whether the menu is open, including the time in which its code is loaded
 * @param setText changes the text of the menu's field
 * @returns the reference to pass to the menu's field
 */
export function useEarlyLetters(
  isOpen: boolean,
  setText: Dispatch<SetStateAction<string>>,
): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const collect = (event: KeyboardEvent): void => {
      const hasFocus = field.current !== null && document.activeElement === field.current;
      const isLetter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (hasFocus || !isLetter) return;
      event.preventDefault();
      event.stopPropagation();
      setText((text) => text + event.key);
    };
    // In the capture phase, before the listeners of shortcuts.
    window.addEventListener('keydown', collect, { capture: true });
    return () => window.removeEventListener('keydown', collect, { capture: true });
  }, [isOpen, setText]);
  return field;
}
