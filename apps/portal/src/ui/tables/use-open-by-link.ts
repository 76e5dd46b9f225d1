import { useState } from 'react';
import { useUrlFilters } from './use-url-filters.js';

/**
 * State of a dialog that a link can open with `?open=<name>`. Closing it removes the parameter, so that the back button
 * does not open it again.
 * @returns whether it is open, and functions that open and close it
 */
export function useOpenByLink(name: string): { isOpen: boolean; open: () => void; close: () => void } {
  const [filters, change] = useUrlFilters();
  const [isOpened, setOpened] = useState(false);
  const isLinked = filters['open'] === name;
  return {
    isOpen: isOpened || isLinked,
    open: () => setOpened(true),
    close: () => {
      setOpened(false);
      if (isLinked) change({ open: undefined });
    },
  };
}
