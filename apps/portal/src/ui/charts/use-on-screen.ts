import { useEffect, useState } from 'react';

/** Returns a ref for an element, and whether any part of the element has been visible on the screen. */
export function useOnScreen(): readonly [(element: Element | null) => void, boolean] {
  const [element, setElement] = useState<Element | null>(null);
  const [wasSeen, setWasSeen] = useState(false);
  useEffect(() => {
    if (element === null || wasSeen) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setWasSeen(true);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element, wasSeen]);
  return [setElement, wasSeen];
}
