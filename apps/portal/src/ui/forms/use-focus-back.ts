import { useLayoutEffect } from 'react';

/**
 * Returns the focus to the previously focused element when the component unmounts, so that keyboard users can continue
 * there. The component kit's dialogs do this when they close, but not when they are unmounted while open, as forms are.
 */
export function useFocusBack(): void {
  useLayoutEffect(() => {
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement && opener !== document.body)
        // Runs after this turn, because the closing dialog still has the focus, and the element that opened it may be
        // unmounting as well.
        setTimeout(() => {
          if (opener.isConnected) opener.focus({ preventScroll: true });
        });
    };
  }, []);
}
