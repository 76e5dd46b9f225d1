import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { type GoToKeys, GoToSequence, isTyping } from './go-to-keys.js';

/**
 * Opens pages with `g` and a letter, and the list of shortcuts with `?`, unless the user is typing or a dialog is open.
 * @param pages must be the same object in every render
 */
export function useKeyboard(pages: GoToKeys, onHelp: () => void): void {
  const navigate = useNavigate();
  useEffect(() => {
    const sequence = new GoToSequence(pages);
    const onKeyDown = (event: KeyboardEvent): void => {
      if (isTyping(event.target) || document.querySelector('[role="dialog"]') !== null) return;
      const page = sequence.press(event, event.timeStamp);
      if (page !== undefined) void navigate({ to: page });
      else if (event.key === '?') onHelp();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [pages, navigate, onHelp]);
}
