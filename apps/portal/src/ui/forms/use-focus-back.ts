import { useLayoutEffect } from 'react';

/**
 * Whoever works by keyboard goes on where they were: what had the focus when this opened gets it back when it is gone.
 * The kit's dialogs do so when they close, but not when they are taken away while open, as forms are.
 */
export function useFocusBack(): void {
  useLayoutEffect(() => {
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement && opener !== document.body)
        // After this turn: the dialog that goes still holds the focus, and its opener may be on its way out with it.
        setTimeout(() => {
          if (opener.isConnected) opener.focus({ preventScroll: true });
        });
    };
  }, []);
}
