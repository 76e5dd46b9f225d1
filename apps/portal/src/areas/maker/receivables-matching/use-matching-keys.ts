import { useEffect, useRef } from 'react';
import type { Matching } from '../../../features/receivables-matching/use-matching.js';
import { isTyping } from '../../../shell/keyboard/go-to-keys.js';

/** Elements that handle Enter themselves. A suggestion is a radio button and excluded, because Enter accepts it. */
const USES_ENTER = 'a, button:not([role=radio]), [role=option], [role=menuitem]';

/** Keyboard control of matching, unless the user is typing or a dialog is open. */
export function useMatchingKeys(matching: Matching): void {
  const latest = useRef(matching);
  useEffect(() => {
    latest.current = matching;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target)) return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      const action = actionOf(event, latest.current);
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

function actionOf(event: KeyboardEvent, matching: Matching): (() => void) | undefined {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  const isUndo = key.toLowerCase() === 'z' && !altKey && !event.shiftKey;
  if (isUndo) return matching.undo;
  if (ctrlKey || metaKey || altKey) return undefined;
  const { queue, byHand } = matching;
  if (byHand !== undefined) return key === 'Escape' ? matching.closeByHand : undefined;
  if (/^[1-5]$/.test(key)) return () => matching.choose(Number(key) - 1);
  switch (key) {
    case 'j':
    case 'ArrowDown':
    case 'ArrowRight':
      return queue.next;
    case 'k':
    case 'ArrowUp':
    case 'ArrowLeft':
      return queue.previous;
    case 'Enter':
      return target instanceof Element && target.closest(USES_ENTER) !== null ? undefined : matching.accept;
    case 's':
      return matching.skip;
    case 'm':
      return () => matching.openByHand(false);
    case 'e':
      return () => matching.openByHand(true);
    default:
      return undefined;
  }
}
